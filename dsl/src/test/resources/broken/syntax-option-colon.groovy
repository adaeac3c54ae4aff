step 'a', timeout '1h', { note 'x' }
