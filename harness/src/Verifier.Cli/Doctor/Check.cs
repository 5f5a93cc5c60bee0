namespace Verifier.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="State">The result as a state.</param>
/// <param name="What">The name of the thing.</param>
/// <param name="Found">The result in words.</param>
internal sealed record Check(CheckState State, string What, string Found);
