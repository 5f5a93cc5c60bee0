namespace Verifier.Workers.Running;

/// <summary>Asks for the minimal scenario of one finding. Plain data: workers get it.</summary>
/// <param name="Variation">How the run that shows it differs from its script, as text.</param>
/// <param name="Fingerprint">Which finding of that run.</param>
/// <param name="Name">What the scenario is called.</param>
/// <param name="MostTries">Most scenarios to be tried.</param>
/// <param name="Folder">Full path of the folder that the script will lie in.</param>
internal sealed record MinimalOrder(string Variation, string Fingerprint, string Name, int MostTries, string Folder);
