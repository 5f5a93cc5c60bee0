namespace Verifier.Kernel;

/// <summary>What a status code is called and what it tells the caller.</summary>
/// <param name="Status">The code.</param>
/// <param name="Name">Symbolic name as in ntstatus.h.</param>
/// <param name="Meaning">One plain sentence.</param>
public sealed record StatusDescription(NTSTATUS Status, string Name, string Meaning);
