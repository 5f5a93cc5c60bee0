namespace Verifier.Reporting.Model;

/// <summary>A finding of a cause.</summary>
/// <param name="Fingerprint">The finding.</param>
/// <param name="State">The list it would stand in alone.</param>
/// <param name="Title">One sentence.</param>
/// <param name="Token">The replay token of the run that shows it best; empty when there is none.</param>
public sealed record ReportMember(string Fingerprint, string State, string Title, string Token);
