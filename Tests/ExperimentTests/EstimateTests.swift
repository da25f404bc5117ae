import RunModel
import Statistics
import Testing

@testable import Experiment

@Suite struct SeedEstimateTests {
  /// Quantiles from the usual tables.
  @Test(arguments: [
    (1, 12.706205), (2, 4.302653), (3, 3.182446), (9, 2.262157), (30, 2.042272), (999, 1.962341),
  ])
  func studentQuantiles(degrees: Int, quantile: Double) {
    #expect(abs(SeedEstimate.studentQuantile(degrees: degrees) - quantile) < 1e-6 * quantile)
  }

  @Test func meanAndInterval() throws {
    let estimate = SeedEstimate([1, 2, 3])
    #expect(estimate.mean == 2)
    #expect(estimate.deviation == 1)
    let half = 4.302653 / 3.0.squareRoot()
    #expect(abs(try #require(estimate.halfInterval) - half) < 1e-6)
    #expect(abs(try #require(estimate.interval).lowerBound - (2 - half)) < 1e-6)
  }

  @Test func oneSeedHasNoInterval() {
    #expect(SeedEstimate([0.7]).halfInterval == nil)
    #expect(SeedEstimate([0.7]).interval == nil)
  }
}

@Suite struct RankCorrelationTests {
  @Test func knownValues() throws {
    #expect(RankCorrelation.spearman([1, 2, 3], [10, 20, 40]) == 1)
    #expect(RankCorrelation.spearman([1, 2, 3], [3, 2, 1]) == -1)
    // From scipy.stats.spearmanr, with ties.
    let correlation = try #require(RankCorrelation.spearman([1, 2, 3, 4, 5], [2, 1, 2, 5, 5]))
    #expect(abs(correlation - 0.7905694150420948) < 1e-12)
  }

  @Test func aConstantHasNone() { #expect(RankCorrelation.spearman([1, 2], [3, 3]) == nil) }
}

@Suite struct LayerPlacesTests {
  private func places(_ grouping: Grouping) -> LayerPlaces {
    LayerPlaces(grouping.rows(of: SampleRuns.tensors), tensors: SampleRuns.tensors)
  }

  private func names(_ places: LayerPlaces, _ rows: Set<Int>) -> [String] {
    rows.sorted().map { places.rows[$0].name }
  }

  @Test func byLayer() {
    let places = places(.layer)
    #expect(places.rows.count == 13)
    #expect(
      names(places, places.nearOutput(last: 0.25)) == [
        "layer2.0.downsample.0", "layer2.0.downsample.1", "fc",
      ])
    #expect(names(places, places.onSkipConnections) == ["layer2.0.downsample.0", "layer2.0.downsample.1"])
    #expect(
      names(places, places.atSkipConnections) == [
        "layer1.0.conv2", "layer1.0.bn2", "layer2.0.conv2", "layer2.0.bn2", "layer2.0.downsample.0",
        "layer2.0.downsample.1",
      ])
    #expect(!names(places, places.hidden).contains("conv1"))
    #expect(!names(places, places.hidden).contains("fc"))
    #expect(places.hidden.count == 11)
    #expect(names(places, places.withWeights).allSatisfy { !$0.contains("bn") })
  }

  @Test func byTensorAndBlock() {
    let tensors = places(.tensor)
    #expect(names(tensors, tensors.onSkipConnections).count == 2)
    #expect(tensors.hidden.count == 12, "neither conv1.weight nor fc.weight and fc.bias")
    let blocks = places(.block)
    #expect(blocks.rows.map(\.name) == ["conv1", "bn1", "layer1.0", "layer2.0", "fc"])
    #expect(names(blocks, blocks.onSkipConnections) == ["layer2.0"])
  }
}

@Suite struct DigestTests {
  @Test func countsAndMeans() {
    let run = SampleRuns.run(steps: 21) { name, step in name == "fc.weight" && step % 2 == 0 ? 0.9 : -0.01 }
    let tally = run.tally(.tensor)
    let row = tally.rows.count - 2
    #expect(tally.rows[row].name == "fc.weight")
    #expect(tally.counts(.paper)[row].aligned == 10)
    #expect(tally.counts(.paper)[row].defined == 20, "the first step has no cosine")
    #expect(tally.counts(.paper)[row].undefined == 1)
    #expect(abs((tally.meanCosines[row] ?? 0) - (0.9 - 0.01) / 2) < 1e-12)
    #expect(run.steps == 21 && run.loss == 2 && run.accuracy == 0.25)
  }

  @Test func windowsAreMeans() {
    let run = SampleRuns.run(steps: 120) { _, step in step <= 60 ? 0.5 : -0.5 }
    #expect(run.windows[0].length == 3)
    #expect(run.windows[0].means.count == 40)
    #expect(run.windows[0].means[0] == 0.5, "of the two steps that have a cosine")
    #expect(run.windows[0].means[39] == -0.5)
    #expect(run.windows[0].middle(0) == 2)
  }

  @Test func theControlIsNoLayer() {
    let tensors = SampleRuns.tensors + [TensorDescription(name: "control", shape: [100], isControl: true)]
    #expect(LayerTally(tensors, grouping: .layer).rows.count == 13)
  }

  @Test func groupsDifferByMoreThanSeeds() {
    let runs = SampleRuns.paperLike(.momentum) + SampleRuns.paperLike(.sgd)
    let groups = RunGroup.groups(of: runs.shuffled())
    #expect(groups.map(\.title) == ["ResNet-18, SGD", "ResNet-18, SGD, momentum 0.9"])
    #expect(groups.map(\.seeds) == [[1, 2, 3], [1, 2, 3]])
    let longer = SampleRuns.run(steps: 30) { _, _ in 0 }
    #expect(RunGroup.groups(of: runs + [longer]).count == 3)
  }

  /// A setting, as a group's title says it.
  struct Setting {
    let phrase: String
    let change: @Sendable (inout RunConfiguration) -> Void

    init(_ phrase: String, _ change: @escaping @Sendable (inout RunConfiguration) -> Void) {
      self.phrase = phrase
      self.change = change
    }
  }

  /// What a user may set makes a group of its own.
  @Test(arguments: [
    Setting("lr 0.1") { $0.optimizer.learningRate = 0.1 }, Setting("decay 0.01") { $0.optimizer.weightDecay = 0.01 },
    Setting("Lookahead 5,0.5") { $0.optimizer.lookahead = Lookahead() },
    Setting("schedule cosine:9") { $0.optimizer.schedule = LearningRateSchedule(.cosine(steps: 9)) },
    Setting("warm-up 3") { $0.optimizer.schedule.warmup = 3 }, Setting("batch 64") { $0.batchSize = 64 },
    Setting("1 channel") { $0.channels = 1 }, Setting("sequential order") { $0.order = .sequential },
    Setting("augmentation flip") { $0.augmentation = .flip }, Setting("bf16") { $0.precision = .bf16 },
    Setting("weights of mine.safetensors") { $0.weights = "mine.safetensors" },
    Setting("ResNet-18, cifar stem") { $0.network.stem = .cifar },
  ])
  func settingsMakeGroups(setting: Setting) {
    let changed = SampleRuns.run(changing: setting.change) { _, _ in 0 }
    let groups = RunGroup.groups(of: SampleRuns.paperLike(.sgd) + [changed])
    #expect(groups.count == 2)
    #expect(groups.contains { $0.title.contains(setting.phrase) }, "\(groups.map(\.title))")
    #expect(Set(groups.map(\.title)).count == 2)
  }

  @Test func otherImagesMakeAnotherGroup() {
    let runs = ["0a", "0b"].map { digest in
      SampleRuns.run(identity: DatasetIdentity(name: "cifar10", digest: digest)) { _, _ in 0 }
    }
    #expect(RunGroup.groups(of: runs).map(\.title).allSatisfy { $0.contains("5,085 images, MD5 0") })
    #expect(RunGroup.groups(of: runs).count == 2)
  }

  @Test func threadsAndRecordingAreLeftFree() {
    let other = SampleRuns.run(
      seed: 2,
      changing: {
        $0.threads = 7
        $0.recorded.lags = true
      }
    ) { _, _ in 0 }
    #expect(RunGroup.groups(of: [SampleRuns.run { _, _ in 0 }, other]).count == 1)
  }
}
