using Verifier.Binaries;

namespace Verifier.Workers.Loading;

/// <summary>A compiled driver.</summary>
internal sealed record CompiledFile(string Shown, DriverFile File) : DriverSourceFile(Shown);
