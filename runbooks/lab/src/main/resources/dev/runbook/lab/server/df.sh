#!/bin/sh
# The laboratory's df: a disk that is almost full.
echo 'Filesystem     1024-blocks    Used Available Capacity Mounted on'
echo 'laboratory         1048576 1048576      ROOM     100% /'
