using System.CommandLine;
using System.Text;
using System.Text.Json;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Minimal;
using Verifier.Cli.Options;
using Verifier.Cli.Replaying;
using Verifier.Cli.Results;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Commands;

/// <summary><c>shrink TOKEN</c>: the smallest scenario of its own that still shows the finding of a run.</summary>
internal static class ShrinkCommand
{
    private const string DefaultFolder = "reports/latest/minimal";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var what = new Argument<string>("TOKEN") { Description = "The replay token of a run with a finding, or a file that holds one" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The script to write (.yaml), or a folder for it",
            HelpName = "PATH",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "Which finding to keep, of a run with several; its first unless given", HelpName = "HEX" };
        var scenario = new Option<string?>("--scenario") { Description = "The script, if it is not where it was when the token was made", HelpName = "PATH" };
        var sources = DriverOptions.ForToken();
        var verb = new Verb("shrink", "Makes the smallest scenario that still shows the finding of a run")
        {
            Examples = ["shrink vr3.PAYLOAD.CHECK", "shrink vr3.PAYLOAD.CHECK -o scenarios/regression/lost-array.yaml", "run reports/latest/minimal"],
        };
        verb.Add(what);
        Option[] options = [output, fingerprint, scenario, .. sources.All];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        shared.SetAction(verb, (parsed, invocation) => Shrink(invocation, new ShrinkSettings(
            parsed.GetRequiredValue(what),
            parsed.GetRequiredValue(output),
            parsed.GetValue(fingerprint),
            parsed.GetValue(scenario),
            sources.Read(parsed, invocation))));
        return verb;
    }

    private static ExitCode Shrink(Invocation invocation, ShrinkSettings settings)
    {
        ScriptPath.Check(settings.Output);
        var token = TokenPlan.One(invocation.Host, settings.Token);
        if (!token.HasTrace)
        {
            throw new CliException(ExitCode.Inconclusive, "a run in which the driver took control cannot be shrunk, for each try would end a process; replay it");
        }

        var plan = TokenPlan.Make(invocation, token, ModelCatalogue.Read(invocation, settings.Sources), settings.Scenario);
        using var tasks = new PlanTasks(invocation.Host, settings.Sources);
        var order = new ShrinkOrder(token.ToString(), settings.Fingerprint, settings.Output, invocation.Host.WorkingFolder);
        var answer = tasks.Do(ShrinkTask.Instance, plan, JsonSerializer.Serialize(order, ShrinkJson.Default.ShrinkOrder), settings.Scenario);
        var shrunk = JsonSerializer.Deserialize(answer, ShrinkJson.Default.ShrinkAnswer)!;
        if (shrunk.Moved is { } moved)
        {
            invocation.Warn(moved);
        }

        if (shrunk.Problem is { } problem)
        {
            throw new CliException(ExitCode.Inconclusive, $"{Printable.Line(plan.Scenario.Name)} with {plan.Driver.Name} cannot be shrunk: {problem}");
        }

        var fullPath = invocation.Host.FullPath(shrunk.Path);
        Save(fullPath, shrunk.Path, shrunk.Script);
        Show(invocation, shrunk with { Path = invocation.Host.DisplayPath(fullPath) }, plan.Driver, settings);
        return ExitCode.Ok;
    }

    private static void Save(string fullPath, string shown, string script)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
            File.WriteAllText(fullPath, script, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{shown} cannot be written ({e.Message}); choose another with -o");
        }
    }

    private static void Show(Invocation invocation, ShrinkAnswer shrunk, DriverUnderTest driver, ShrinkSettings settings)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => ShrinkDocument.Write(json, shrunk, driver.Name));
            return;
        }

        if (invocation.IsQuiet)
        {
            return;
        }

        var text = invocation.Out;
        text.WriteLine(Printable.Line(shrunk.Title));
        text.WriteLine(FormattableString.Invariant(
            $"{Words.Count(shrunk.OperationsBefore, "operation")} -> {shrunk.Operations}, {Words.Count(shrunk.FailuresBefore, "failure")} -> {shrunk.Failures}, {Words.Count(shrunk.Tries, "scenario")} tried"));
        if (!shrunk.IsFinished)
        {
            text.WriteLine("there was more to try: what is left may not be the smallest");
        }

        text.WriteLine();
        text.Write(shrunk.Script);
        text.WriteLine();
        var run = new ReplayText(invocation.Host, settings.Sources).Run(driver, shrunk.Path) + ReplayText.StubOptions(driver.Stubs);
        text.WriteLine(Printable.Line($"run: {run}"));
    }
}
