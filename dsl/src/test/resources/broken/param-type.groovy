param 'a', type: Integr, default: 1
param 'b', type: Integer, default: 'many'
param 'c', type: Duration, default: '5 min'
param 'd', choices: ['x', 'y'], default: 'z'
param 'e', type: Instant, default: '2026-11-21 22:00'
param 'f', type: Map, default: 1
