#!/bin/sh
# The laboratory's sudo: there is one user here, and it may do everything.
while [ $# -gt 0 ]; do
    case "$1" in
        -u|-g|-p|-C|-h) shift 2 ;;
        --) shift; break ;;
        -*) shift ;;
        *=*) export "$1"; shift ;;
        *) break ;;
    esac
done
exec "$@"
