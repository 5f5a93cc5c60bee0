using System.Text.Json;
using System.Text.Json.Nodes;
using Verifier.Reporting;
using Verifier.Reporting.Model;
using Verifier.Tests.Cli.Results;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Reporting;

/// <summary>SARIF and CTRF are what their publishers say they are, for nights of any size and with any names.</summary>
public sealed class PublishedSchemaTests
{
    private const string Folder = "harness/tests/Verifier.Tests/Reporting/Schemas";
    private static readonly JsonShape s_sarif = Shape("sarif-2.1.0.json");
    private static readonly JsonShape s_ctrf = Shape("ctrf-schema-0.0.json");

    [Test]
    public void WriteAll_any_night_is_valid([Values(0, 1, 40, 3000)] int runs, [Values] bool isFirst) =>
        AssertValid(new SyntheticNight(runs) { Night = n => isFirst ? n with { ComparedWith = null } : n }.Make());

    [TestCase("\"\\<>&'\u202E")]
    [TestCase("C:\\driver s\\ö #%20?x=1")]
    [TestCase("\uD800")]
    public void WriteAll_any_names_are_valid(string name) => AssertValid(new SyntheticNight(40) { Name = plain => name + plain }.Make());

    [Test]
    public void WriteAll_night_that_cannot_be_trusted_is_valid() => AssertValid(new SyntheticNight(40)
    {
        Night = n => n with { Harness = string.Empty, Started = string.Empty, Duration = null, CanariesFound = 0, Problems = ["The disk was full."] },
    }.Make());

    // The check can fail: what SARIF does not know, and what it wants.
    [TestCase("$.runs[0].results[0]", "severity", "\"high\"")]
    [TestCase("$.runs[0].results[0]", "baselineState", "\"regressed\"")]
    [TestCase("$.runs[0].results[0]", "message", "{}")]
    [TestCase("$.runs[0]", "tool", null)]
    public void Sarif_that_is_changed_is_not_valid(string path, string property, string? value)
    {
        using var folder = new ReportFolder();
        ReportWriter.WriteAll(new SyntheticNight(40).Make(), folder.Path);
        var log = JsonNode.Parse(folder.Read("results.sarif"))!;
        var changed = path == "$.runs[0]" ? log["runs"]![0]! : log["runs"]![0]!["results"]![0]!;
        _ = changed.AsObject().Remove(property);
        if (value is not null)
        {
            changed[property] = JsonNode.Parse(value);
        }

        Assert.That(s_sarif.Differences(JsonSerializer.SerializeToElement(log)), Has.Exactly(1).StartsWith(path));
    }

    private static void AssertValid(ReportModel model)
    {
        using var folder = new ReportFolder();
        ReportWriter.WriteAll(model, folder.Path);
        using var sarif = JsonDocument.Parse(folder.Read("results.sarif"));
        using var ctrf = JsonDocument.Parse(folder.Read("ctrf.json"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(s_sarif.Differences(sarif.RootElement), Is.Empty, "SARIF 2.1.0");
            Assert.That(s_ctrf.Differences(ctrf.RootElement), Is.Empty, "CTRF");
        }
    }

    private static JsonShape Shape(string name) => new(JsonDocument.Parse(Tree.Read($"{Folder}/{name}").Text).RootElement);
}
