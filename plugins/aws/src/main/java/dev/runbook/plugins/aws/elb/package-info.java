/** Load balancers: whether what stands behind them is healthy. */
package dev.runbook.plugins.aws.elb;
