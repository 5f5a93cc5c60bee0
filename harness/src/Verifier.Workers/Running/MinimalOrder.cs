namespace Verifier.Workers.Running;

/// <summary>Asks for the minimal scenario of one finding. Plain data: workers get it.</summary>
/// <param name="Variation">The difference between the run that shows it and its script, as text.</param>
/// <param name="Fingerprint">The fingerprint of the finding.</param>
/// <param name="Name">The name of the scenario.</param>
/// <param name="MostTries">Most scenarios to be tried.</param>
/// <param name="Folder">Full path of the folder that the script will lie in.</param>
internal sealed record MinimalOrder(string Variation, string Fingerprint, string Name, int MostTries, string Folder);
