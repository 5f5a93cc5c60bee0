using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;
using Verifier.Scenarios.Syntax;

namespace Verifier.Scenarios.Binding;

/// <summary>The state that the binders of one script share.</summary>
/// <param name="diagnostics">The bag that takes errors and warnings.</param>
/// <param name="names">The words the machine defines.</param>
/// <param name="files">The files of the scenario's folder.</param>
internal sealed class BindingContext(DiagnosticBag diagnostics, IScenarioNames names, IScenarioFiles files)
{
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);

    /// <summary>The errors and warnings so far.</summary>
    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>The words the machine defines.</summary>
    public IScenarioNames Names { get; } = names;

    /// <summary>The files that <c>file:</c> data was taken from, in the order of the script.</summary>
    public DataFiles Files { get; } = new(files);

    /// <summary>Reports a node of the wrong shape.</summary>
    /// <param name="node">The node.</param>
    /// <param name="expected">The value that belongs there, with an article.</param>
    public void WrongShape(SyntaxNode node, string expected)
    {
        if (node is SyntaxFault)
        {
            return;
        }

        if (node is SyntaxScalar { IsAbsent: true })
        {
            Diagnostics.Add(DiagnosticCodes.MissingValue, node.Span, $"a value is missing: expected {expected}");
            return;
        }

        Diagnostics.Add(DiagnosticCodes.WrongShape, node.Span, $"expected {expected}; found {node.Phrase}");
    }

    /// <summary>Notes that the script gives a name to something, even if the rest of that something turns out to be wrong.</summary>
    /// <param name="name">The name.</param>
    public void Declare(string name) => _declared.Add(name);

    /// <summary>
    /// True if the script gives this name somewhere: a missing reference is then the consequence of an error that was reported.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <returns>True if it was declared.</returns>
    public bool IsDeclared(string name) => _declared.Contains(name);

    /// <summary>Reports a warning or error at a node of the model.</summary>
    /// <param name="code">Its kind.</param>
    /// <param name="span">The place to report.</param>
    /// <param name="message">The text of the diagnostic.</param>
    public void Report(DiagnosticCode code, SourceSpan span, string message) => Diagnostics.Add(code, span, message);
}
