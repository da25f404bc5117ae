import CKernels

extension GradientProbe {
  /// What the recorded quantities compare with, for a checkpoint, in groups that are of use only as a whole. Which there
  /// are depends on what is recorded.
  var pastTensors: [[StateTensor]] {
    var groups: [[StateTensor]] = []
    if !quantities.means.isEmpty {
      groups.append(
        zip(parameters, quantities.means).map {
          .floats("statistics.mean.\($0.description.name)", $1.floats, of: $0)
        })
      if let control {
        let mean = quantities.means[parameters.count]
        groups.append([.floats("statistics.mean.control", mean, shape: [control.count])])
      }
    }
    if !quantities.updates.isEmpty {
      let norms = StateTensor.doubles(
        "statistics.previous_update_squared_norms", quantities.previousUpdateSquaredNorms
      ) { [quantities] in quantities.previousUpdateSquaredNorms = $0 }
      let updates = zip(parameters, quantities.updates).map {
        StateTensor.floats("statistics.update.\($0.description.name)", $1.floats, of: $0)
      }
      groups.append([norms] + updates)
    }
    if control != nil {
      groups.append([
        .doubles("statistics.previous_squared_norm.control", [previousSquaredNorms[parameters.count]]) {
          [self] in previousSquaredNorms[parameters.count] = $0[0]
        }
      ])
    }
    let names = parameters.map(\.description.name) + (control == nil ? [] : ["control"])
    return groups + (lags.map { [$0.pastTensors(names)] } ?? [])
  }

  /// Draws the control's noise of the last step again, where there is one to go on from.
  func redrawControl(parity: Int, step: Int) {
    guard let control, previousSquaredNorms[parameters.count] != 0 else { return }
    control.begin(step: step)
    for block in blocks where block.row == parameters.count {
      let noise = control.gradient(parity: parity) + block.offset
      control.draw(noise, from: block.offset, count: block.count)
    }
  }
}

extension LagProbe {
  /// The sketches of the last steps and their number. They follow the training layout, and are of use only where that is
  /// the same.
  func pastTensors(_ names: [String]) -> [StateTensor] {
    let count = StateTensor.doubles("statistics.sketched_steps", [Double(steps)]) { [self] in
      steps = Int($0[0])
    }
    return [count]
      + zip(names, rows).map {
        .floats("statistics.sketches.\($0)", $1.ring, shape: [Self.slots, $1.size])
      }
  }
}
