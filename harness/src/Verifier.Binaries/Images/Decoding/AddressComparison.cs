namespace Verifier.Binaries.Images.Decoding;

/// <summary>A comparison with a constant that tells addresses of the system from those of applications on Windows, but not here.</summary>
/// <param name="Rva">Rva of the comparison.</param>
/// <param name="Constant">The constant.</param>
internal readonly record struct AddressComparison(uint Rva, ulong Constant);
