namespace Verifier.Cli.Nightly;

/// <summary>Asks for the details of a run.</summary>
/// <param name="Fingerprint">The finding that it stands for.</param>
/// <param name="Token">Its token.</param>
/// <param name="Operation">The operation whose end shows the verdict; empty when none does.</param>
internal sealed record DetailOrder(string Fingerprint, string Token, string Operation);
