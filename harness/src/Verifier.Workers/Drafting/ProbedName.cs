namespace Verifier.Workers.Drafting;

/// <summary>A name that the driver gave.</summary>
/// <param name="Name">The name.</param>
/// <param name="Target">What a symbolic link stands for; null for a device.</param>
internal sealed record ProbedName(string Name, string? Target);
