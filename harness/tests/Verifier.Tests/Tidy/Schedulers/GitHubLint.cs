using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>
/// A workflow of GitHub Actions, as far as ours go: keys of workflows, jobs and steps as the published schema has them, and the inputs of the
/// actions in use as their action.yml has them.
/// </summary>
internal static partial class GitHubLint
{
    private static readonly string[] s_workflow = ["name", "run-name", "permissions", "env", "defaults", "concurrency"];
    private static readonly string[] s_job =
        ["name", "needs", "permissions", "environment", "concurrency", "outputs", "env", "defaults", "if", "timeout-minutes", "strategy", "continue-on-error", "container"];

    private static readonly string[] s_step = ["id", "if", "name", "env", "continue-on-error", "timeout-minutes"];
    private static readonly string[] s_scopes = ["actions", "contents", "checks", "issues", "packages", "pull-requests", "security-events", "statuses"];

    private static readonly Dictionary<string, (string[] Known, string[] Needed)> s_actions = new()
    {
        ["actions/checkout@v4"] = (["ref", "fetch-depth", "lfs", "submodules", "path"], []),
        ["actions/setup-dotnet@v4"] = (["dotnet-version", "dotnet-quality", "global-json-file", "cache", "cache-dependency-path"], []),
        ["actions/cache/restore@v4"] = (["restore-keys", "fail-on-cache-miss", "lookup-only"], ["path", "key"]),
        ["actions/cache/save@v4"] = (["upload-chunk-size"], ["path", "key"]),
        ["actions/upload-artifact@v4"] = (["name", "if-no-files-found", "retention-days", "compression-level", "overwrite"], ["path"]),
        ["github/codeql-action/upload-sarif@v3"] = (["category", "checkout_path", "ref", "sha", "wait-for-processing"], ["sarif_file"]),
    };

    /// <summary>What is wrong with a workflow.</summary>
    public static IEnumerable<string> Find(string text)
    {
        try
        {
            return [.. Find(YamlText.Read(text))];
        }
        catch (YamlException e)
        {
            return [e.Message];
        }
    }

    private static IEnumerable<string> Find(YamlMappingNode workflow) =>
    [
        .. workflow.FindKeys("workflow", s_workflow, "on", "jobs"),
        .. workflow.Get("on").FindKeys("on", ["schedule", "workflow_dispatch", "push", "pull_request"]),
        .. workflow.Get("on")?.Get("schedule").Entries().SelectMany(FindInSchedule) ?? [],
        .. workflow.Get("concurrency").FindKeys("concurrency", ["cancel-in-progress"], workflow.Get("concurrency") is YamlMappingNode ? ["group"] : []),
        .. workflow.Get("permissions").FindKeys("permissions", s_scopes),
        .. (workflow.Get("permissions") as YamlMappingNode)?.Children.Where(p => p.Value.Text() is not ("read" or "write" or "none"))
            .Select(p => $"permissions: '{p.Value}' is neither read, write nor none") ?? [],
        .. workflow.Get("jobs").Keys().SelectMany(name => FindInJob(name, workflow.Get("jobs")!.Get(name)!, workflow.Get("jobs").Keys())),
    ];

    private static IEnumerable<string> FindInSchedule(YamlNode entry) => entry.FindKeys("schedule", [], "cron").Concat(CronLint.Find(entry.Get("cron").Text()));

    private static IEnumerable<string> FindInJob(string name, YamlNode job, IReadOnlyCollection<string> all) =>
    [
        .. Name().IsMatch(name) ? Array.Empty<string>() : [$"'{name}' is no name of a job"],
        .. job.FindKeys(name, s_job, "runs-on", "steps"),
        .. job.Get("needs").Entries().Select(n => n.Text()).Where(n => !all.Contains(n)).Select(n => $"{name}: needs '{n}', which there is not"),
        .. FindIds(name, job),
        .. job.Get("steps").Entries().SelectMany((step, i) => FindInStep(FormattableString.Invariant($"{name}, step {i + 1}"), step)),
    ];

    private static IEnumerable<string> FindIds(string name, YamlNode job) => job.Get("steps").Entries().Select(s => s.Get("id").Text())
        .Where(id => id.Length > 0).GroupBy(id => id).Where(g => g.Count() > 1).Select(g => $"{name}: several steps have the id '{g.Key}'");

    private static IEnumerable<string> FindInStep(string where, YamlNode step)
    {
        if (step.Get("run") is { } run)
        {
            return [.. step.FindKeys(where, [.. s_step, "run", "shell", "working-directory"]), .. run.Text().Length > 0 ? Array.Empty<string>() : [$"{where}: nothing to run"]];
        }

        var uses = step.Get("uses").Text();
        var isKnown = s_actions.TryGetValue(uses, out var inputs);
        return
        [
            .. step.FindKeys(where, [.. s_step, "with"], "uses"),
            .. isKnown ? step.Get("with").FindKeys($"{where}, {uses}", inputs.Known, inputs.Needed) : [$"{where}: '{uses}' is no action that is known here"],
        ];
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex Name();
}
