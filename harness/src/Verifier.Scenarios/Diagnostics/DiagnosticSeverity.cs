namespace Verifier.Scenarios.Diagnostics;

/// <summary>The severity of a <see cref="Diagnostic"/>.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The scenario runs, but probably not as its author thinks.</summary>
    Warning,

    /// <summary>The scenario does not run.</summary>
    Error,
}
