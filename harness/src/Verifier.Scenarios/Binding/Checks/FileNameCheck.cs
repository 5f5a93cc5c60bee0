using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Syntax;
using Verifier.Scenarios.Text;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Checks that a scenario is called what its file is called, so that a name in a report leads to the file.</summary>
internal static class FileNameCheck
{
    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="displayPath">The file's path, with either kind of slash.</param>
    /// <param name="root">The script's root.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(Scenario scenario, string displayPath, SyntaxNode root, BindingContext context)
    {
        string fileName = displayPath[(displayPath.LastIndexOfAny(['/', '\\']) + 1)..];
        string expected = Path.GetFileNameWithoutExtension(fileName);
        if (scenario.Name.Length == 0 || scenario.Name == expected)
        {
            return;
        }

        SourceSpan span = root is SyntaxMap map && map.Entries.FirstOrDefault(e => e.Key.Value == "scenario") is { } entry
            ? entry.Value.Span
            : scenario.Source;
        context.Report(DiagnosticCodes.NameIsNotFileName, span,
            $"the scenario is called '{scenario.Name}' and its file '{Printable.Text(expected, 100)}'; the two must be equal");
    }
}
