using Verifier.Cli.Loading;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;

namespace Verifier.Cli.Commands;

/// <summary>The driver names of scripts, checked against the models of assemblies, as diagnostics.</summary>
internal static class LintedNames
{
    /// <summary>What is wrong with the names of scripts that can be read.</summary>
    /// <exception cref="CliException">An assembly cannot be used.</exception>
    public static IReadOnlyList<Diagnostic> Of(Invocation invocation, IEnumerable<ScenarioDocument> documents, IReadOnlyList<string> assemblies)
    {
        var models = ModelCatalogue.Read(invocation, assemblies);
        return [.. documents.Where(d => d.Scenario is not null).SelectMany(d => Of(d, models))];
    }

    private static IEnumerable<Diagnostic> Of(ScenarioDocument document, IReadOnlyList<DriverUnderTest> models) =>
        DriverNames.ErrorsOf(new ScenarioScript(document.Scenario!, document.DisplayPath, document.ContentHash), models).Select(error => new Diagnostic
        {
            Code = DiagnosticCodes.UnknownDriver.Id,
            Severity = DiagnosticCodes.UnknownDriver.Severity,
            File = document.DisplayPath,
            Span = error.Span,
            Message = error.Message,
        });
}
