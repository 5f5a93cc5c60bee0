using System.Text;
using Verifier.Scenarios;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Scenarios;

/// <summary>Reads scripts written inside tests.</summary>
internal static class Script
{
    private const string Header = "scenario: sample\ndrivers: [sample-*]\n";

    /// <summary>Reads a whole script.</summary>
    public static ScenarioDocument Read(string text, string path = "scenarios/sample.yaml", IScenarioFiles? files = null) =>
        Read(Encoding.UTF8.GetBytes(text), path, files);

    /// <summary>Reads a whole script given as bytes.</summary>
    public static ScenarioDocument Read(byte[] bytes, string path = "scenarios/sample.yaml", IScenarioFiles? files = null) =>
        ScenarioReader.Read(path, bytes, new SampleNames(), files ?? new SampleFiles());

    /// <summary>Reads a script of which only a part matters; the header and, if it is missing, a workload are added.</summary>
    public static ScenarioDocument ReadPart(string part, IScenarioFiles? files = null)
    {
        string workload = part.Contains("workload:", StringComparison.Ordinal) ? "" : "workload: [load]\n";
        return Read(Header + workload + part + "\n", files: files);
    }

    /// <summary>Reads a part that must be right.</summary>
    public static Scenario Good(string part, IScenarioFiles? files = null)
    {
        ScenarioDocument document = ReadPart(part, files);
        Assert.That(Errors(document), Is.Empty);
        return document.Scenario!;
    }

    /// <summary>Reads a workload that must be right.</summary>
    public static Operation[] Workload(string items, IScenarioFiles? files = null) =>
        [.. Good("workload:\n  - load\n" + items, files).Workload.Skip(1)];

    /// <summary>Reads a part that must have exactly one problem.</summary>
    public static Diagnostic Bad(string part, DiagnosticCode code, IScenarioFiles? files = null)
    {
        ScenarioDocument document = ReadPart(part, files);
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code.Id }), () => Text(document));
        Assert.That(document.Scenario is null, Is.EqualTo(code.Severity == DiagnosticSeverity.Error));
        return document.Diagnostics[0];
    }

    public static IEnumerable<string> Errors(ScenarioDocument document) =>
        document.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToDetailedString());

    public static string Text(ScenarioDocument document) => string.Join('\n', document.Diagnostics.Select(d => d.ToDetailedString()));
}
