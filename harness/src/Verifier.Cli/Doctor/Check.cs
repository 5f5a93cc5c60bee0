namespace Verifier.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="State">How it is.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Found">What was found.</param>
internal sealed record Check(CheckState State, string What, string Found);
