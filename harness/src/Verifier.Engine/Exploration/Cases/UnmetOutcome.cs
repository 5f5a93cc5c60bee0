namespace Verifier.Engine.Exploration;

/// <summary>An <c>outcome:</c> of the script that a run did not have.</summary>
/// <param name="Sentence">The expected outcome, and the one that was seen instead.</param>
/// <param name="Token">The replay token of the run.</param>
public sealed record UnmetOutcome(string Sentence, string Token);
