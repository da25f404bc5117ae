import RunModel

/// Every rule, and Lookahead around each, by its defaults: the list that is put through all contracts.
package let everyOptimizer = [nil, Lookahead(steps: 3)].flatMap { lookahead in
  OptimizerRule.allCases.map { OptimizerConfiguration(rule: $0, lookahead: lookahead) }
}
