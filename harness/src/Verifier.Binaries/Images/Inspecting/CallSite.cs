namespace Verifier.Binaries.Images.Inspecting;

/// <summary>An instruction that uses an import.</summary>
/// <param name="Rva">Rva of the instruction.</param>
/// <param name="FunctionRva">Rva of the first byte of its function; null for a function without unwind data.</param>
internal readonly record struct CallSite(uint Rva, uint? FunctionRva);
