import RunModel
import TestSupport
import Testing

/// The rules that PyTorch does not have, against slow twins in double precision, written from the papers.
struct OptimizerTwinTests {
  /// A parameter and its gradients over twenty steps.
  private static let initial = 0.3
  private static let gradients: [Double] = (0..<20).map { step in
    Double(Float(((step * 37) % 41) - 20) / 16)
  }

  private func weight(_ configuration: OptimizerConfiguration) -> [Double] {
    var block = OptimizerBlock(weights: [Float(Self.initial)])
    return Self.gradients.map { gradient in
      block.update(configuration, gradient: [Float(gradient)])
      return Double(block.weights[0])
    }
  }

  private func expectEqual(_ values: [Double], _ twin: [Double]) {
    #expect(values.count == twin.count)
    for (value, other) in zip(values, twin) { #expect(abs(value - other) < 1e-6) }
  }

  /// "m_t ← β1·m_{t−1} + (1 − β1)·g_t, s_t ← β2·s_{t−1} + (1 − β2)·(g_t − m_t)² + ε; bias correction
  /// m̂_t ← m_t / (1 − β1^t), ŝ_t ← s_t / (1 − β2^t); θ_t ← θ_{t−1} − α·m̂_t / (√ŝ_t + ε)" (Zhuang et al. 2020,
  /// algorithm 2, without the projection).
  @Test(arguments: [0, 0.1])
  func adaBelief(decay: Double) {
    let (alpha, beta1, beta2, epsilon) = (0.01, 0.9, 0.999, 1e-8)
    var (theta, m, s) = (Self.initial, 0.0, 0.0)
    var (power1, power2) = (1.0, 1.0)
    let twin = Self.gradients.map { g in
      theta -= alpha * decay * theta
      m = beta1 * m + (1 - beta1) * g
      s = beta2 * s + (1 - beta2) * (g - m) * (g - m) + epsilon
      power1 *= beta1
      power2 *= beta2
      theta -= alpha * (m / (1 - power1)) / ((s / (1 - power2)).squareRoot() + epsilon)
      return theta
    }
    expectEqual(
      weight(OptimizerConfiguration(rule: .adabelief, learningRate: alpha, weightDecay: decay)), twin)
  }

  /// "c_t ← β1·m_{t−1} + (1 − β1)·g_t; θ_t ← θ_{t−1} − η_t·(sign(c_t) + λ·θ_{t−1});
  /// m_t ← β2·m_{t−1} + (1 − β2)·g_t" (Chen et al. 2023, algorithm 2).
  @Test(arguments: [0, 0.1])
  func lion(decay: Double) {
    let (eta, beta1, beta2) = (0.01, 0.9, 0.99)
    var (theta, m) = (Self.initial, 0.0)
    let twin = Self.gradients.map { g in
      let c = beta1 * m + (1 - beta1) * g
      theta -= eta * ((c > 0 ? 1 : c < 0 ? -1 : 0) + decay * theta)
      m = beta2 * m + (1 - beta2) * g
      return theta
    }
    expectEqual(weight(OptimizerConfiguration(rule: .lion, learningRate: eta, weightDecay: decay)), twin)
  }

  /// "Synchronize parameters θ_{t,0} ← φ_{t−1}; for i = 1, …, k: θ_{t,i} ← θ_{t,i−1} + A(L, θ_{t,i−1}, d);
  /// perform outer update φ_t ← φ_{t−1} + α·(θ_{t,k} − φ_{t−1})" (Zhang et al. 2019, algorithm 1), around every rule:
  /// here the inner steps are the rule's own, from whatever weight they start.
  @Test(arguments: OptimizerRule.allCases)
  func lookahead(rule: OptimizerRule) {
    let inner = OptimizerConfiguration(rule: rule, learningRate: 0.01)
    var fast = OptimizerBlock(weights: [Float(Self.initial)])
    var slow = Double(fast.weights[0])
    var twin: [Double] = []
    for (index, gradient) in Self.gradients.enumerated() {
      fast.update(inner, gradient: [Float(gradient)])
      if (index + 1) % 6 == 0 {
        slow += 0.25 * (Double(fast.weights[0]) - slow)
        fast.weights[0] = Float(slow)
      }
      twin.append(Double(fast.weights[0]))
    }
    var outer = inner
    outer.lookahead = Lookahead(steps: 6, alpha: 0.25)
    expectEqual(weight(outer), twin)
    #expect(twin != weight(inner))
  }
}
