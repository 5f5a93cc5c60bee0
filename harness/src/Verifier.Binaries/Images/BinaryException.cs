namespace Verifier.Binaries.Images;

/// <summary>
/// Thrown when a driver file cannot be used. The message is one sentence for the user: what is wrong with the file, and what to do.
/// </summary>
/// <param name="message">The sentence. It does not name the file: the caller does.</param>
public sealed class BinaryException(string message) : Exception(message);
