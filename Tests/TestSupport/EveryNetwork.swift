import RunModel

/// Every network in every form that its layers differ in: the list that is put through all contracts.
package let everyNetwork = NetworkName.allCases.flatMap { name in
  switch name.family {
  case .resNet: Stem.allCases.map { NetworkConfiguration(name, stem: $0) }
  case .cifarResNet: Shortcut.allCases.map { NetworkConfiguration(name, shortcut: $0) }
  case .vgg: [NetworkConfiguration(name, dropout: 0.5)]
  case .leNet: [NetworkConfiguration(name)]
  case .mlp: [[32, 16], []].map { NetworkConfiguration(name, hiddenWidths: $0) }
  }
}
