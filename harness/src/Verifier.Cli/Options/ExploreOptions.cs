using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Verifier.Cli.Exploring;
using Verifier.Cli.Settings;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Options;

/// <summary>The options of <c>run</c> that are about exploration.</summary>
internal sealed class ExploreOptions
{
    private readonly Option<ExploreStrategies?> _words = new("--explore")
    {
        Description = "Explore instead of the scripts' faults: each, persistent, stacks, second, random, exhaust, fill or all; several with commas or blanks between",
        HelpName = "WORDS",
        CustomParser = ParseWords,
    };

    private readonly Option<long?> _runs = new("--budget-runs")
    {
        Description = "Explore each scenario with each driver with so many runs at most, whatever the scripts say",
        HelpName = "NUMBER",
        CustomParser = ParseRuns,
    };

    private readonly Option<TimeSpan?> _time = new("--budget-time")
    {
        Description = "Explore each scenario with each driver for so long at most, such as 90s or 10min, whatever the scripts say",
        HelpName = "TIME",
        CustomParser = ParseTime,
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on with the exploration that the results folder holds the journal of; what it has results of is not run again",
    };

    private readonly Option<string[]> _merge = new("--merge")
    {
        Description = "Take the results of this results folder, a shard of the same exploration, so that they are judged as a whole; may be given several times",
        HelpName = "PATH",
    };

    private readonly Option<bool> _advice = new("--advice")
    {
        Description = "Say also what the drivers could do better with memory; never a failure",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_words, _runs, _time, _resume, _merge, _advice];

    /// <summary><c>--merge</c>.</summary>
    public Option<string[]> Merge => _merge;

    /// <summary><c>--resume</c>.</summary>
    public Option Resume => _resume;

    /// <summary>Prepares them.</summary>
    public ExploreOptions()
    {
        _words.CompletionSources.Clear();
        _words.CompletionSources.Add([.. ExploreWords.All]);
    }

    /// <summary>Reads them.</summary>
    public ExploreRequest Read(ParseResult parsed) => new()
    {
        Strategies = parsed.GetValue(_words),
        BudgetRuns = parsed.GetValue(_runs),
        BudgetTime = parsed.GetValue(_time),
        IsResumed = parsed.GetValue(_resume),
        Merged = [.. parsed.GetValue(_merge) ?? []],
        Advises = parsed.GetValue(_advice),
    };

    private static ExploreStrategies? ParseWords(ArgumentResult argument)
    {
        var strategies = ExploreWords.Parse(argument.Tokens[0].Value, out var error);
        if (strategies is null)
        {
            argument.AddError(error);
        }

        return strategies;
    }

    private static long? ParseRuns(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) || runs < 1)
        {
            argument.AddError($"'{text}' is no number of runs; give a whole number from 1 on.");
        }

        return runs;
    }

    private static TimeSpan? ParseTime(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var parsed = Quantities.ParseDuration(text);
        var problem = parsed.Problem ?? (parsed.Value > TimeSpan.Zero ? null : "must be more than 0");
        if (problem is not null)
        {
            argument.AddError($"'{text}' {problem}.");
        }

        return parsed.Value;
    }
}
