using System.Text.Json;
using System.Text.RegularExpressions;
using Verifier.Cli;
using Verifier.Cli.Host;

namespace Verifier.Tests.Tidy;

/// <summary>The editor's configurations start what there is: valid JSON, paths that exist, verbs and options that the program knows.</summary>
public sealed class LaunchFilesTests
{
    private static JsonElement Launch => JsonDocument.Parse(Tree.Read(".vscode/launch.json").Text).RootElement;

    private static JsonElement Tasks => JsonDocument.Parse(Tree.Read(".vscode/tasks.json").Text).RootElement;

    [Test]
    public void Programs_are_built_by_projects_of_the_tree()
    {
        foreach (var one in Launch.GetProperty("configurations").EnumerateArray())
        {
            var program = Regex.Match(one.GetProperty("program").GetString()!, @"^\$\{workspaceFolder\}/artifacts/bin/(?<name>[A-Za-z.]+)/debug/\k<name>\.dll$");
            Assert.That(program.Success, Is.True, one.GetProperty("program").GetString());
            Assert.That(Tree.Paths, Does.Contain($"harness/src/{program.Groups["name"]}/{program.Groups["name"]}.csproj"));
            Assert.That(one.GetProperty("cwd").GetString(), Is.EqualTo("${workspaceFolder}"));
        }
    }

    [Test]
    public void Tasks_that_are_named_exist_and_build_projects_of_the_tree()
    {
        var tasks = Tasks.GetProperty("tasks").EnumerateArray().ToDictionary(t => t.GetProperty("label").GetString()!);
        var named = Launch.GetProperty("configurations").EnumerateArray().Select(c => c.GetProperty("preLaunchTask").GetString()!).Distinct();
        Assert.That(tasks.Keys, Is.SupersetOf(named));
        var paths = tasks.Values.SelectMany(t => t.GetProperty("args").EnumerateArray()).Select(a => a.GetString()!).Where(a => a.StartsWith("${workspaceFolder}/", StringComparison.Ordinal));
        Assert.That(paths.Select(p => p["${workspaceFolder}/".Length..]), Is.Not.Empty.And.SubsetOf(Tree.Paths));
    }

    [Test]
    public void Arguments_are_understood_by_the_program()
    {
        using var host = new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, WorkingFolder = ".", Interruption = new Interruption() };
        var root = new CommandLine(host).Root;
        var inputs = Launch.GetProperty("inputs").EnumerateArray().Select(i => i.GetProperty("id").GetString()).ToHashSet();
        var verbs = new List<string>();
        foreach (var one in Launch.GetProperty("configurations").EnumerateArray())
        {
            string[] arguments = [.. one.GetProperty("args").EnumerateArray().Select(a => a.GetString()!)];
            verbs.Add(string.Join(' ', arguments));
            Assert.That(arguments.Where(a => a.StartsWith("${", StringComparison.Ordinal)).Select(a => a["${input:".Length..^1]), Is.SubsetOf(inputs));
            Assert.That(root.Parse(arguments).Errors.Select(e => e.Message), Is.Empty);
        }

        Assert.That(verbs, Does.Contain("replay ${input:token} --break"));
    }
}
