namespace Verifier.Scenarios.Diagnostics;

/// <summary>How serious a <see cref="Diagnostic"/> is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The scenario runs, but probably not as its author thinks.</summary>
    Warning,

    /// <summary>The scenario does not run.</summary>
    Error,
}
