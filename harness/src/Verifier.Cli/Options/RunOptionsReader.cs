using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Scenarios.Model;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Options;

/// <summary>The arguments of <c>run</c>.</summary>
internal sealed class RunOptionsReader
{
    private const string Process = "process";
    private const string None = "none";
    private const string On = "on";
    private const string Off = "off";

    private readonly string? _defaultFolder;
    private readonly Argument<string[]> _paths;
    private readonly DriverOptions _sources = new();

    private readonly Option<string[]> _drivers = new("--driver")
    {
        Description = "Run with drivers whose names match only, or with a compiled driver by the path of its .sys; may be given several times",
        HelpName = "GLOB|FILE.sys",
    };

    private readonly Option<ulong?> _seed = new("--seed")
    {
        Description = "Seed of everything random, instead of the scripts' own",
        HelpName = "NUMBER",
        CustomParser = ParseSeed,
    };

    private readonly Option<int?> _jobs = new("--jobs", "-j")
    {
        Description = "Runs at one time, one a core unless given; results do not depend on it",
        HelpName = "NUMBER",
        CustomParser = ParseJobs,
    };

    private readonly Option<Shard?> _shard = new("--shard")
    {
        Description = "Do the i-th of n parts: of the runs, or of what is explored",
        HelpName = "i/n",
        CustomParser = ParseShard,
    };

    private readonly Option<string?> _isolation = new("--isolation")
    {
        Description = "Where drivers are explored: in worker processes, which a driver may end (process, the default), or in this one (none)",
        HelpName = "process|none",
    };

    private readonly Option<string> _minimal = new("--minimal")
    {
        Description = "Write the smallest scenario that shows it for each unexpected finding of an exploration (on), or leave that to shrink (off)",
        HelpName = "on|off",
        DefaultValueFactory = _ => On,
    };

    private readonly StubOption _stubs = new();
    private readonly ExploreOptions _explore = new();
    private readonly Option<bool> _whatIf = new("--what-if") { Description = "List what would run; of an exploration, every fault point and how long it may take" };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Folder for results.ndjson, campaign.ndjson and minimal scenarios",
        HelpName = "PATH",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="defaultFolder">The folder to run if no path is named; null if one must be.</param>
    /// <param name="results">The results folder unless said otherwise.</param>
    public RunOptionsReader(string? defaultFolder = null, string results = "reports/latest")
    {
        _defaultFolder = defaultFolder;
        _paths = SharedArguments.Paths(isRequired: defaultFolder is null);
        _output.DefaultValueFactory = _ => results;
    }

    /// <summary>Gives the verb its arguments.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_paths);
        Option[] options = [_drivers, .. _sources.All, _stubs.Option, .. _explore.All, _seed, _jobs, _shard, _output, _isolation, _minimal, .. _defaultFolder is null ? new Option[] { _whatIf } : []];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        _isolation.AcceptOnlyFromAmong(Process, None);
        _minimal.AcceptOnlyFromAmong(On, Off);
        verb.Validators.Add(result => CheckMerge(result, _explore.Merge, _shard, _explore.Resume));
    }

    private static void CheckMerge(CommandResult verb, Option<string[]> merge, params Option[] others)
    {
        foreach (var other in others.Where(o => verb.GetResult(merge) is { Implicit: false } && verb.GetResult(o) is { Implicit: false }))
        {
            verb.AddError($"'{merge.Name}' does not go with '{other.Name}': it makes one whole of parts that are done.");
        }
    }

    /// <summary>Reads them.</summary>
    public RunSettings Read(ParseResult parsed, Invocation invocation)
    {
        var drivers = (parsed.GetValue(_drivers) ?? []).ToLookup(CompiledLoader.IsCompiled);
        return new RunSettings
        {
            Paths = parsed.GetValue(_paths) is { Length: > 0 } given ? [.. given] : [_defaultFolder!],
            Sources = _sources.Read(parsed, invocation, [.. drivers[true]]),
            Drivers = [.. drivers[false].Concat(drivers[true].Select(NameOf)).Select(text => new Glob(text))],
            Stubs = _stubs.Read(parsed),
            Explore = _explore.Read(parsed),
            Seed = parsed.GetValue(_seed),
            Jobs = parsed.GetValue(_jobs) ?? Environment.ProcessorCount,
            Shard = parsed.GetValue(_shard) ?? Shard.Whole,
            IsIsolated = parsed.GetValue(_isolation) is { } word ? word == Process : null,
            MakesMinimal = parsed.GetRequiredValue(_minimal) == On,
            IsWhatIf = parsed.GetValue(_whatIf),
            ResultsFolder = parsed.GetRequiredValue(_output),
        };
    }

    // The last part of the path: a wildcard in it stands for the same in a name.
    private static string NameOf(string path) => CompiledLoader.NameOf(path.Replace('\\', '/'));

    private static ulong? ParseSeed(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!ulong.TryParse(isHex ? text.AsSpan(2) : text, style, CultureInfo.InvariantCulture, out var seed))
        {
            argument.AddError($"'{text}' is no seed; give a whole number of up to 64 bits, such as 42 or 0x2A.");
        }

        return seed;
    }

    private static int? ParseJobs(ArgumentResult argument)
    {
        const int most = 256;
        var text = argument.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) || jobs is < 1 or > most)
        {
            argument.AddError($"'{text}' is no number of jobs; give a number from 1 to {most}.");
        }

        return jobs;
    }

    private static Shard? ParseShard(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var parts = text.Split('/');
        var isRead = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        var count = 0;
        isRead = isRead && parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count);
        if (!isRead || index < 1 || index > count)
        {
            argument.AddError($"'{text}' is no shard; write i/n with i from 1 to n, such as 1/3.");
            return null;
        }

        return new Shard(index, count);
    }
}
