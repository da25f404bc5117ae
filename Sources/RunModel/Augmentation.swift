/// What is drawn anew for every training image in every epoch.
public enum Augmentation: String, CaseIterable, Sendable, Codable {
  /// Nothing: images are taken as they are.
  case none
  /// A 32 × 32 crop of the image padded by 4 pixels of value 0 on all sides.
  case crop
  /// The image or its mirror image, left and right exchanged.
  case flip
  /// A crop, then perhaps its mirror image: the usual augmentation of CIFAR (He et al. 2015).
  case cropAndFlip = "crop+flip"

  /// Whether images are cropped.
  public var crops: Bool { self == .crop || self == .cropAndFlip }
  /// Whether half of the images are mirrored.
  public var flips: Bool { self == .flip || self == .cropAndFlip }
}
