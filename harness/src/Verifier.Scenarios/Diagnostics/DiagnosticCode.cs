namespace Verifier.Scenarios.Diagnostics;

/// <summary>A kind of diagnostic: its stable code and what it is about.</summary>
/// <param name="Id">Such as <c>VS1203</c>; never reused for something else.</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Title">A few words, for tables and editors.</param>
public sealed record DiagnosticCode(string Id, DiagnosticSeverity Severity, string Title);
