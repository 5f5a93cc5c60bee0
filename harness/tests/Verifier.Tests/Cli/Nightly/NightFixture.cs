using System.Text.Json;

namespace Verifier.Tests.Cli.Nightly;

/// <summary>A sandbox with two scenarios, fast and slow, and driver models for them.</summary>
public abstract class NightFixture
{
    private protected CliSandbox Sandbox { get; private set; } = null!;

    [SetUp]
    public void Make_two_scenarios()
    {
        Sandbox = NewSandbox();
        WriteScript("fast", "loads", "first night\n");
        WriteScript("slow", "also-loads", "another\n");
    }

    [TearDown]
    public void Drop_the_sandbox() => Sandbox.Dispose();

    private protected virtual CliSandbox NewSandbox() => new();

    private protected CliOutcome Night(string assembly, string folder, params string[] more) =>
        Sandbox.Run(["nightly", "s", "--class", folder, "--drivers", $"{assembly}.dll", "--format", "json", .. more]);

    private protected static string TransitionsOf(CliOutcome night)
    {
        using var document = JsonDocument.Parse(night.Out);
        return string.Join(", ", document.RootElement.GetProperty("findings").EnumerateArray()
            .Select(f => $"{f.GetProperty("transition").GetString()} {f.GetProperty("kind").GetString()}"));
    }

    private protected void WriteScript(string folder, string name, string says) =>
        Sandbox.Write($"s/{folder}/{name}.yaml", $"scenario: {name}\nsays: {says}drivers: [\"*\"]\nworkload: [load]\n");

    private protected void Build(string assembly, bool isFlawed, string name = "nightling") => Nightling.Compile(Sandbox, assembly, isFlawed, name);
}
