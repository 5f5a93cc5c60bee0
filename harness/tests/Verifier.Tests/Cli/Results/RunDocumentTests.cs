using System.Text.Json;
using Verifier.Tests.Cli.Nightly;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Cli.Results;

/// <summary>What <c>run --format json</c> prints is what its published schema says, and so is each run and each campaign in it.</summary>
public sealed class RunDocumentTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void Runs_and_campaigns_are_valid(bool isExplored)
    {
        using var sandbox = new CliSandbox();
        sandbox.Write("s/loads.yaml", "scenario: loads\ndrivers: [nightling]\nworkload: [load]\n");
        Nightling.Compile(sandbox, "flawed", isFlawed: true);
        string[] arguments = ["run", "s", "--drivers", "flawed.dll", "--format", "json", .. isExplored ? new[] { "--explore", "all" } : []];
        using var document = JsonDocument.Parse(sandbox.Run(arguments).Out);
        var root = document.RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Shape("run").Differences(root), Is.Empty);
            Assert.That(root.GetProperty("runs").EnumerateArray().SelectMany(Shape("results").Differences), Is.Empty);
            Assert.That(root.TryGetProperty("campaigns", out var campaigns), Is.EqualTo(isExplored));
            Assert.That(isExplored ? campaigns.EnumerateArray().SelectMany(Shape("campaign").Differences) : [], Is.Empty);
            Assert.That(isExplored ? campaigns.GetArrayLength() : root.GetProperty("runs").GetArrayLength(), Is.EqualTo(1));
        }
    }

    private static JsonShape Shape(string name) => new(JsonDocument.Parse(Tree.Read($"harness/docs/schemas/{name}.schema.json").Text).RootElement);
}
