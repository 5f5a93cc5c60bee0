using System.Text.Json;
using Microsoft.Data.Sqlite;
using Verifier.Scenarios.Model;
using Verifier.Tests.Cli.Results;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>What <c>nightly --format json</c> prints is what its published schema says.</summary>
public sealed class NightDocumentTests
{
    private static readonly JsonElement s_schema = JsonDocument.Parse(Tree.Read("harness/docs/schemas/night.schema.json").Text).RootElement;

    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_scenario()
    {
        _sandbox = new CliSandbox();
        _sandbox.Write("s/loads.yaml", "scenario: loads\ndrivers: [nightling]\nworkload: [load]\n");
    }

    [TearDown]
    public void Drop_the_sandbox()
    {
        SqliteConnection.ClearAllPools();
        _sandbox.Dispose();
    }

    [Test]
    public void Nights_are_valid()
    {
        Nightling.Compile(_sandbox, "flawed", isFlawed: true);
        Nightling.Compile(_sandbox, "mended", isFlawed: false);
        foreach (var (assembly, transition) in new[] { ("flawed", "new"), ("flawed", "still"), ("mended", "fixed"), ("flawed", "regressed") })
        {
            var night = Document("nightly", "s", "--drivers", $"{assembly}.dll", "--format", "json");
            Assert.That(new JsonShape(s_schema).Differences(night), Is.Empty, transition);
            Assert.That(night.GetProperty("findings")[0].GetProperty("transition").GetString(), Is.EqualTo(transition));
        }
    }

    [Test]
    public void Night_that_cannot_begin_is_valid()
    {
        Nightling.Compile(_sandbox, "mended", isFlawed: false);
        _sandbox.Write("reports/history.db", "this is no database");
        var night = Document("nightly", "s", "--drivers", "mended.dll", "--format", "json");
        Assert.That(new JsonShape(s_schema).Differences(night), Is.Empty);
        Assert.That(night.GetProperty("night").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void Kinds_of_the_schema_are_those_of_findings() =>
        Assert.That(
            s_schema.GetProperty("definitions").GetProperty("finding").GetProperty("properties").GetProperty("kind").GetProperty("enum").EnumerateArray().Select(k => k.GetString()),
            Is.EquivalentTo(Enum.GetValues<FindingKind>().Select(FindingWords.Of)));

    private JsonElement Document(params string[] arguments)
    {
        var night = _sandbox.Run(arguments);
        Assert.That(night.Out, Is.Not.Empty, night.Error);
        using var document = JsonDocument.Parse(night.Out);
        return document.RootElement.Clone();
    }
}
