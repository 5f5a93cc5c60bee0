using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Verifier.Tests.Tidy.Schedulers;

/// <summary>
/// A pipeline of Azure Pipelines, as far as ours go: keys as the published YAML schema has them, and the inputs of the tasks in use as their
/// reference pages have them.
/// </summary>
internal static class AzureLint
{
    private static readonly string[] s_pipeline = ["name", "trigger", "pr", "schedules", "resources", "variables", "parameters", "pool", "lockBehavior"];
    private static readonly string[] s_job =
        ["displayName", "dependsOn", "condition", "continueOnError", "timeoutInMinutes", "cancelTimeoutInMinutes", "variables", "pool", "workspace", "strategy"];

    private static readonly string[] s_step = ["name", "displayName", "condition", "continueOnError", "enabled", "env", "timeoutInMinutes", "retryCountOnTaskFailure"];

    private static readonly Dictionary<string, string[]> s_kinds = new()
    {
        ["script"] = ["workingDirectory", "failOnStderr"],
        ["bash"] = ["workingDirectory", "failOnStderr"],
        ["checkout"] = ["clean", "fetchDepth", "lfs", "submodules", "path"],
        ["publish"] = ["artifact"],
        ["task"] = ["inputs"],
    };

    private static readonly Dictionary<string, (string[] Known, string[] Needed)> s_tasks = new()
    {
        ["UseDotNet@2"] = (["packageType", "useGlobalJson", "workingDirectory", "version", "includePreviewVersions", "installationPath"], []),
        ["PublishTestResults@2"] = (
            ["searchFolder", "mergeTestResults", "failTaskOnFailedTests", "failTaskOnMissingResultsFile", "testRunTitle", "publishRunAttachments"],
            ["testResultsFormat", "testResultsFiles"]),
        ["DownloadPipelineArtifact@2"] = (
            ["project", "definition", "buildVersionToDownload", "branchName", "pipelineId", "allowPartiallySucceededBuilds", "allowFailedBuilds", "artifactName", "itemPattern"],
            ["buildType", "targetPath"]),
    };

    /// <summary>What is wrong with a pipeline.</summary>
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

    private static IEnumerable<string> Find(YamlMappingNode pipeline) =>
    [
        .. pipeline.FindKeys("pipeline", s_pipeline, "jobs"),
        .. pipeline.Get("schedules").Entries().SelectMany(FindInSchedule),
        .. pipeline.Get("pool").FindKeys("pool", ["vmImage", "name", "demands"]),
        .. pipeline.Get("jobs").Entries().SelectMany(FindInJob),
    ];

    private static IEnumerable<string> FindInSchedule(YamlNode entry) =>
    [
        .. entry.FindKeys("schedules", ["displayName", "always", "batch"], "cron", "branches"),
        .. entry.Keys().FirstOrDefault() == "cron" ? Array.Empty<string>() : ["schedules: 'cron' must be the first key"],
        .. entry.Get("branches").FindKeys("branches", ["exclude"], "include"),
        .. CronLint.Find(entry.Get("cron").Text()),
    ];

    private static IEnumerable<string> FindInJob(YamlNode job)
    {
        var name = job.Get("job").Text();
        return
        [
            .. job.FindKeys($"job {name}", s_job, "job", "steps"),
            .. job.Get("steps").Entries().SelectMany((step, i) => FindInStep(FormattableString.Invariant($"{name}, step {i + 1}"), step)),
        ];
    }

    private static IEnumerable<string> FindInStep(string where, YamlNode step)
    {
        // What a step is must be its first key.
        var kind = step.Keys().FirstOrDefault() ?? string.Empty;
        if (!s_kinds.TryGetValue(kind, out var more))
        {
            return [$"{where}: '{kind}' is no kind of step"];
        }

        var problems = step.FindKeys(where, [.. s_step, .. more], kind);
        var task = step.Get("task").Text();
        return kind != "task" ? problems
            : s_tasks.TryGetValue(task, out var inputs) ? problems.Concat(step.Get("inputs").FindKeys($"{where}, {task}", inputs.Known, inputs.Needed))
            : [$"{where}: '{task}' is no task that is known here"];
    }
}
