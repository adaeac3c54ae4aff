'use strict';
// Everything that comes from the run is put into the page as text, never as markup.
(() => {
  const $ = id => document.getElementById(id);
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  };

  // The token stands behind the # of the address; it stays in this tab alone.
  if (location.hash.length > 1) {
    sessionStorage.setItem('token', decodeURIComponent(location.hash.slice(1)));
    history.replaceState(null, '', '/');
  }
  const token = sessionStorage.getItem('token');

  let state = null;
  let ahead = 0;      // how far this machine's clock is ahead of the engine's
  let heard = 0;      // when something was heard last
  let drawnWork = ''; // what the form was made for: a form that somebody fills in is not made anew
  const now = () => Date.now() - ahead;
  const two = n => String(n).padStart(2, '0');

  const clock = millis => {
    const seconds = Math.max(0, Math.floor(millis / 1000));
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds % 3600 / 60);
    return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };
  const length = seconds => {
    if (seconds >= 86400) return `${Math.floor(seconds / 86400)} d ${two(Math.floor(seconds % 86400 / 3600))} h`;
    if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds % 3600 / 60))} m`;
    if (seconds >= 60) return `${Math.floor(seconds / 60)} m ${two(Math.floor(seconds % 60))} s`;
    return `${seconds.toFixed(1)} s`;
  };
  const time = millis => {
    const at = new Date(millis);
    const day = at.toDateString() === new Date(now()).toDateString() ? '' : at.toLocaleDateString(undefined, { weekday: 'short' }) + ' ';
    return `${day}${two(at.getHours())}:${two(at.getMinutes())}`;
  };
  const doubt = when => `${when.atLeast ? ' or later' : ''}${when.plusMinus >= 1000 ? ' ± ' + length(when.plusMinus / 1000) : ''}`;

  // ---- the head ---------------------------------------------------------------------------------------------------

  const head = () => {
    $('title').textContent = state.title;
    document.title = (state.next && state.next.waits ? '● ' : '') + state.title;
    const where = $('where');
    where.replaceChildren(make('span', null, state.environment), document.createTextNode(` · started ${time(state.started)} by ${state.operator}`));
    const over = state.outcome !== 'running' && state.outcome !== 'waiting';
    $('outcome').textContent = state.outcome + (state.engine || over ? '' : ' (no engine)');
    $('why').hidden = !state.why;
    $('why').textContent = state.why || '';
    $('ends').textContent = state.outcome !== 'running' || !state.ends ? '–' : time(state.ends.at) + doubt(state.ends);
    $('run').textContent = 'run ' + state.run;
    const open = state.outages.filter(outage => !outage.ended);
    const outage = open[0] || state.outages[state.outages.length - 1];
    $('outage-box').hidden = !outage;
    if (outage) $('outage-name').textContent = 'outage' + (outage.name ? ' ' + outage.name : '') + (outage.ended ? ', over' : '');
  };

  // ---- what ticks every second -----------------------------------------------------------------------------------

  const ticking = () => {
    const silent = heard > 0 && Date.now() - heard > 25000;
    $('lost').hidden = !silent;
    if (silent) $('lost').textContent = `No contact since ${time(heard - ahead)}: this may be old. Is runbook still serving the page?`;
    if (!state) return;
    $('at').textContent = '· ' + new Date(now()).toLocaleTimeString();
    $('elapsed').textContent = clock((state.engine ? now() : state.last) - state.started);
    const outage = state.outages.find(each => !each.ended) || state.outages[state.outages.length - 1];
    if (outage) {
      $('outage').textContent = clock((outage.ended || now()) - outage.began) + (!outage.ended && outage.expected ? ` · until ${time(outage.expected)}` : '');
    }
    countdown();
    document.querySelectorAll('[data-since]').forEach(each => { each.textContent = clock(now() - Number(each.dataset.since)); });
  };

  const countdown = () => {
    const when = $('next-when');
    const next = state.next;
    if (!next) {
      when.textContent = '';
    } else if (next.waits) {
      const work = state.steps.find(step => step.path === next.path).work;
      when.replaceChildren(document.createTextNode('now'), make('small', null, ` · asked ${time(work.asked)}, ${clock(now() - work.asked)} ago`
        + (work.by ? ` · deadline ${time(work.by)}` : '')));
    } else {
      const left = next.due.at - now();
      when.replaceChildren(document.createTextNode(left > 0 ? 'in ' + clock(left) : 'any moment'), make('small', null, ` · ${time(next.due.at)}${doubt(next.due)}`));
    }
  };

  // ---- people's work ---------------------------------------------------------------------------------------------

  const action = () => {
    const next = state.next;
    $('next').classList.toggle('waits', Boolean(next && next.waits));
    $('next-name').textContent = next ? next.name : state.outcome === 'running' ? 'none that anybody knows of' : 'none';
    const step = next && state.steps.find(each => each.path === next.path);
    const who = next ? (next.waits ? step.work.who : next.who) || [] : [];
    $('next-who').textContent = who.join(', ');
    const others = state.steps.filter(each => each.outcome === 'waiting' && (!next || each.path !== next.path));
    const shown = JSON.stringify([next && next.waits ? step.work : null, next && next.path, others.map(each => each.path), state.answers]);
    if (shown !== drawnWork) {
      drawnWork = shown;
      const kept = Object.fromEntries([...document.querySelectorAll('#work input[type=text]')].map(input => [input.name, input.value]));
      $('work').replaceChildren(...(next && next.waits ? [form(step)] : []), ...others.map(each => make('p', null, 'Waits as well: ' + each.path)));
      document.querySelectorAll('#work input[type=text]').forEach(input => { if (kept[input.name]) input.value = kept[input.name]; });
    }
  };

  const form = step => {
    const work = step.work;
    const may = state.answers && Boolean(token);
    const whole = make('form');
    const said = make('p', 'said');
    said.setAttribute('role', 'status');
    if (work.notYet) whole.append(make('p', 'trouble', 'not yet: ' + work.notYet));
    const list = make('ul', 'todo');
    work.todo.forEach((item, at) => list.append(todo(step, item, at + 1, may, said)));
    whole.append(list);
    const secret = work.asks.some(ask => ask.secret);
    if (!may || secret) {
      work.asks.forEach(ask => whole.append(make('p', 'faint', 'asked: ' + ask.name)));
      if (work.choices.length) whole.append(make('p', 'faint', 'to decide: ' + work.choices.join(' or ')));
      whole.append(make('p', 'faint', secret ? 'It asks for a secret: answer at the engine\'s own terminal.'
        : `To answer here, open the address with the token; or: runbook answer ${state.run} '${step.path}'`));
    } else {
      fields(whole, work);
      buttons(whole, step, said);
    }
    whole.append(said);
    whole.addEventListener('submit', event => event.preventDefault());
    return whole;
  };

  const todo = (step, item, number, may, said) => {
    const line = make('li');
    const box = make('input');
    box.type = 'checkbox';
    box.checked = item.done;
    box.disabled = !may;
    box.id = 'todo-' + number;
    box.addEventListener('change', () => {
      answer(step, { ticks: { [number]: box.checked }, done: false }, said).then(ok => { if (!ok) box.checked = item.done; });
    });
    const label = make('label', null, item.text);
    label.htmlFor = box.id;
    line.append(box, label);
    if (item.by) label.append(make('span', 'faint', '  ' + item.by));
    return line;
  };

  const field = (name, input) => {
    const label = make('label', 'field', name);
    input.name = name;
    label.append(input);
    return label;
  };

  const fields = (whole, work) => {
    work.asks.forEach(ask => {
      if (ask.choices.length) {
        const select = make('select');
        select.append(make('option', null, ''), ...ask.choices.map(choice => make('option', null, choice)));
        select.dataset.ask = ask.name;
        whole.append(field(ask.name, select));
      } else {
        const input = make('input');
        input.type = 'text';
        input.dataset.ask = ask.name;
        whole.append(field(ask.name, input));
      }
    });
    const name = make('input');
    name.type = 'text';
    name.autocomplete = 'name';
    name.id = 'by';
    name.required = true;
    name.value = localStorage.getItem('by') || '';
    whole.append(field('your name', name));
  };

  const buttons = (whole, step, said) => {
    const done = choice => () => {
      const values = {};
      whole.querySelectorAll('[data-ask]').forEach(each => { if (each.value !== '') values[each.dataset.ask] = each.value; });
      if (choice !== null) values.choice = choice;
      answer(step, { values, done: true }, said);
    };
    const button = (text, className, click) => {
      const made = make('button', className, text);
      made.type = 'button';
      made.addEventListener('click', click);
      whole.append(made);
    };
    if (step.work.choices.length) {
      step.work.choices.forEach((choice, at) => button(choice, at ? 'other' : null, done(choice)));
    } else {
      button('It is done', null, done(null));
    }
  };

  const answer = async (step, what, said) => {
    const by = ($('by').value || '').trim();
    if (!by) {
      said.textContent = 'Who are you? Your name goes to the record.';
      $('by').focus();
      return false;
    }
    localStorage.setItem('by', by);
    said.textContent = '…';
    try {
      const reply = await fetch('/answer', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: 'Bearer ' + token },
        body: JSON.stringify({ step: step.path, by, ticks: {}, values: {}, ...what })
      });
      said.textContent = (await reply.json()).said;
      return reply.ok;
    } catch (unreachable) {
      said.textContent = 'The page cannot reach runbook: ' + unreachable.message;
      return false;
    }
  };

  // ---- what runs, and the timeline -------------------------------------------------------------------------------

  const running = () => {
    const lines = state.steps.filter(step => step.outcome === 'running' || step.outcome === 'waiting').map(step => {
      const line = make('li');
      const since = make('span', 'clock');
      since.dataset.since = step.work && step.outcome === 'waiting' ? step.work.asked : step.started;
      line.append(since, make('strong', null, step.path), document.createTextNode(step.outcome === 'waiting' ? ' waits for people' : ''));
      if (step.milestones.length) line.append(make('div', 'faint', step.milestones[step.milestones.length - 1]));
      if (step.ends && step.outcome === 'running' && step.expected !== undefined && step.expected !== null) {
        line.append(make('div', 'faint', `expected until ${time(step.ends.at)}${doubt(step.ends)}`));
      }
      return line;
    });
    $('running').replaceChildren(...(lines.length ? lines : [make('li', 'faint', state.engine && state.outcome === 'running' ? 'between two steps' : 'nothing runs')]));
  };

  const timeline = () => {
    const from = state.started;
    const ends = state.steps.flatMap(step => [step.finished, step.ends && step.ends.at]).filter(Boolean);
    const to = Math.max(from + 1000, state.engine ? now() : state.last, ...ends);
    const at = millis => Math.min(100, Math.max(0, (millis - from) / (to - from) * 100));
    const bar = (className, begin, end) => {
      const made = make('i', 'bar ' + className);
      made.style.left = at(begin) + '%';
      made.style.width = Math.max(0, at(end) - at(begin)) + '%';
      return made;
    };
    let phase;
    const rows = [];
    state.steps.forEach(step => {
      if (step.phase && step.phase !== phase) {
        phase = step.phase;
        rows.push(make('div', 'phase', phase));
      }
      const row = make('div', 'row ' + step.outcome);
      const name = make('div', 'name', (step.kind === 'manual' ? '☺ ' : '') + step.path);
      name.title = step.path + ': ' + step.outcome + (step.error ? '\n' + step.error : '');
      const took = make('div', 'took', step.seconds !== null ? length(step.seconds)
        : step.due && step.outcome === 'pending' ? time(step.due.at) : step.outcome === 'pending' ? '' : step.outcome);
      const track = make('div', 'track');
      if (step.due && step.ends && step.expected) track.append(bar('forecast', step.due.at, step.due.at + step.expected * 1000));
      if (step.started) {
        const kind = step.outcome === 'running' || step.outcome === 'waiting' || step.outcome === 'failed' || step.outcome === 'unknown'
          ? step.outcome : step.kind === 'manual' ? 'people' : 'done';
        track.append(bar(kind, step.started, step.finished || now()));
      }
      if (state.engine && state.outcome === 'running') {
        const line = make('i', 'line');
        line.style.left = at(now()) + '%';
        track.append(line);
      }
      row.append(name, took, track);
      rows.push(row);
    });
    $('steps').replaceChildren(...rows);
  };

  const evidence = () => {
    const lines = state.steps.flatMap(step => step.evidence.map(each => ({ step, each }))).reverse().map(({ step, each }) => {
      const line = make('li', each.held ? 'held' : 'broken');
      line.append(make('span', 'mark', each.held ? '✓' : '✗'), document.createTextNode(each.what + ' '),
        make('span', 'faint', `${step.path} · ${String(each.evidence || '').split('\n')[0]}`));
      return line;
    });
    $('evidence').replaceChildren(...(lines.length ? lines : [make('li', 'faint', 'nothing verified yet')]));
  };

  // ---- news -------------------------------------------------------------------------------------------------------

  const MOST = 600;
  const log = lines => {
    const box = $('log');
    const follows = box.scrollTop + box.clientHeight >= box.scrollHeight - 8;
    const all = (box.textContent + lines.join('\n') + '\n').split('\n');
    box.textContent = all.slice(-MOST).join('\n');
    if (follows) box.scrollTop = box.scrollHeight;
  };

  const news = new EventSource('/events');
  news.onopen = () => { heard = Date.now(); $('log').textContent = ''; };
  news.addEventListener('state', event => {
    const fresh = JSON.parse(event.data);
    heard = Date.now();
    if (!fresh.run) return;
    ahead = Date.now() - fresh.now;
    state = fresh;
    head(); action(); running(); timeline(); evidence(); ticking();
  });
  news.addEventListener('log', event => { heard = Date.now(); log(JSON.parse(event.data)); });
  setInterval(ticking, 1000);
})();
