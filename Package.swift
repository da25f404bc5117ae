// swift-tools-version: 6.2
import PackageDescription

// Modules that never touch C say so to the compiler: any unsafe construct in them is a warning.
let safe: [SwiftSetting] = [.strictMemorySafety()]

let package = Package(
  name: "layertop",
  products: [.executable(name: "layertop", targets: ["layertop"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // C libraries behind small headers of our own.
    .target(
      name: "CNCurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CArchive", linkerSettings: [.linkedLibrary("archive")]),
    .target(name: "CMessageDigest", linkerSettings: [.linkedLibrary("md")]),

    // The memory-bound sweeps. Optimised in debug builds too, so that tests stay fast; floating-point
    // contraction is fixed so that debug and release give the same bits.
    .target(
      name: "CKernels",
      cSettings: [.unsafeFlags(["-O3", "-ffp-contract=fast", "-fno-math-errno"])],
      linkerSettings: [.linkedLibrary("gomp"), .linkedLibrary("m")]),

    // What layertop is about.
    .target(name: "Statistics", swiftSettings: safe),
    .target(name: "RunModel", dependencies: ["Statistics"], swiftSettings: safe),
    .target(name: "Optimizers", dependencies: ["CKernels", "RunModel"]),
    .target(name: "NeuralNetwork", dependencies: ["COneDNN", "CKernels", "RunModel"]),
    .target(
      name: "Datasets", dependencies: ["CZlib", "CCurl", "CArchive", "CMessageDigest", "RunModel"]),
    .target(
      name: "Training",
      dependencies: [
        "Statistics", "RunModel", "Optimizers", "NeuralNetwork", "Datasets", "CKernels", "CZlib",
      ]),

    .target(
      name: "RunStore",
      dependencies: ["RunModel", "Statistics", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: safe),

    // What is made of runs.
    .target(name: "Figures", dependencies: ["RunModel"], swiftSettings: safe),
    .target(
      name: "Experiment", dependencies: ["Figures", "RunModel", "Statistics"], swiftSettings: safe),
    .target(
      name: "Export", dependencies: ["Figures", "RunStore", "RunModel", "Statistics"], swiftSettings: safe),

    // The screen.
    .target(
      name: "TerminalUI", dependencies: [.product(name: "TOMLKit", package: "TOMLKit")],
      swiftSettings: safe),
    .target(name: "CursesTerminal", dependencies: ["TerminalUI", "CNCurses"]),
    .target(
      name: "Dashboard",
      dependencies: [
        "TerminalUI", "RunModel", "Statistics", .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: safe),

    // The command.
    .executableTarget(
      name: "layertop",
      dependencies: [
        "Statistics", "RunModel", "Optimizers", "NeuralNetwork", "Datasets", "Training",
        "RunStore", "Figures", "Export", "Experiment", "TerminalUI", "CursesTerminal", "Dashboard",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "CKernels", "RunModel"],
      exclude: ["Fixtures/make_fixtures.py"], resources: [.copy("Fixtures")]),
    .testTarget(name: "RunModelTests", dependencies: ["RunModel", "Statistics"]),
    .target(
      name: "TestSupport", dependencies: ["CKernels", "Optimizers", "RunModel"], path: "Tests/TestSupport"),
    .testTarget(
      name: "OptimizersTests", dependencies: ["CKernels", "Optimizers", "RunModel", "TestSupport"]),
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["NeuralNetwork", "CKernels", "COneDNN", "RunModel", "TestSupport"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "CZlib", "CArchive", "RunModel"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Training", "NeuralNetwork", "Optimizers", "Datasets", "RunModel", "Statistics",
        "TestSupport",
      ],
      exclude: ["Fixtures/make_fixtures.py", "Fixtures/make_network_fixtures.py"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "RunStoreTests",
      dependencies: [
        "RunStore", "RunModel", "Statistics", "Export", "TerminalUI", "Dashboard", "layertop",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "FiguresTests", dependencies: ["Figures", "RunModel"]),
    .testTarget(
      name: "ExperimentTests", dependencies: ["Experiment", "Figures", "RunModel", "Statistics"]),
    .testTarget(
      name: "ExportTests",
      dependencies: [
        "Export", "RunStore", "RunModel", "Statistics",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI"]),
    .testTarget(name: "CursesTerminalTests", dependencies: ["CursesTerminal"]),
    .testTarget(name: "DashboardTests", dependencies: ["Dashboard"], exclude: ["Screens"]),
    .testTarget(
      name: "LayertopTests", dependencies: ["layertop", "Dashboard", "RunModel", "RunStore", "Training"]),
  ],
  swiftLanguageModes: [.v6]
)
