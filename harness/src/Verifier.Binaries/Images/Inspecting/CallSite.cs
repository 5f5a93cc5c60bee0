namespace Verifier.Binaries.Images.Inspecting;

/// <summary>An instruction that uses an import.</summary>
/// <param name="Rva">Where it is.</param>
/// <param name="FunctionRva">Where its function begins; null for a function without unwind data.</param>
internal readonly record struct CallSite(uint Rva, uint? FunctionRva);
