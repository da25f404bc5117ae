import Foundation

/// The bytes of a whole file.
func contents(ofFile path: String) throws(DatasetError) -> [UInt8] {
  do {
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  } catch {
    throw .unreadable(file: path, reason: reason(of: error))
  }
}

/// The names in a folder, or nil where there is no such folder.
func names(inFolder path: String) throws(DatasetError) -> [String]? {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
    return nil
  }
  do {
    return try FileManager.default.contentsOfDirectory(atPath: path)
  } catch {
    throw .unreadable(file: path, reason: reason(of: error))
  }
}

/// The bytes in a file.
func size(ofFile path: String) throws(DatasetError) -> Int {
  var status = stat()
  guard stat(path, &status) == 0 else {
    throw .unreadable(file: path, reason: String(cString: strerror(errno)))
  }
  return Int(status.st_size)
}

/// The path of a name in a folder.
func path(_ folder: String, _ name: String) -> String {
  folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// What the operating system said, which Foundation wraps into an error of its own.
func reason(of error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
  if let code = (underlying as? POSIXError)?.code {
    return String(cString: strerror(code.rawValue))
  }
  return (underlying ?? error).localizedDescription
}
