using System.CommandLine;
using Verifier.Cli.Host;
using Verifier.Cli.Known;
using Verifier.Cli.Loading;
using Verifier.Cli.Nightly;
using Verifier.Cli.Options;
using Verifier.History;
using Verifier.Kernel;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Commands;

/// <summary><c>list drivers|scenarios|profiles|nights|findings|known|ddis</c>: what there is. The last is <see cref="DdiListing"/>.</summary>
internal static class ListCommand
{
    private const string DefaultFolder = "scenarios";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var verb = new Verb("list", "Lists what there is: drivers, scenarios, system profiles, DDIs, nights, findings or known findings")
        {
            Examples = ["list drivers", "list scenarios scenarios/fast", "list ddis 'Mm*' --family map"],
        };
        verb.Add(Drivers(shared));
        verb.Add(Scenarios(shared));
        verb.Add(Part(shared, "profiles", "The machines that can be simulated", _ => Profiles()));
        verb.Add(Nights(shared));
        verb.Add(Findings(shared));
        verb.Add(Known(shared));
        verb.Add(DdiListing.Create(shared));
        return verb;
    }

    private static Verb Drivers(SharedOptions shared)
    {
        var sources = new DriverOptions();
        var part = new Verb("drivers", "The drivers: models, and with --drivers compiled ones");
        sources.AddTo(part);
        shared.SetAction(part, (parsed, invocation) =>
        {
            var pool = ModelCatalogue.Read(invocation, sources.Read(parsed, invocation), readsSymbols: true);
            var listing = new Listing("drivers", "name", "kind", "description", "assembly", "build");
            foreach (var driver in pool.Named)
            {
                listing.Add(driver.Name, driver.IsCompiled ? "compiled" : "model", driver.Description, driver.AssemblyName, driver.BuildHash);
            }

            return listing.WriteTo(invocation);
        });
        return part;
    }

    private static Verb Scenarios(SharedOptions shared)
    {
        var paths = SharedArguments.Paths(isRequired: false);
        var part = new Verb("scenarios", $"The scenarios in folders; in '{DefaultFolder}' when none is named");
        part.Add(paths);
        shared.SetAction(part, (parsed, invocation) =>
        {
            var files = ScenarioFinder.Find(invocation.Host, parsed.GetValue(paths) is { Length: > 0 } given ? given : [DefaultFolder]);
            var listing = new Listing("scenarios", "name", "path", "drivers", "system", "says");
            foreach (var script in ScenarioLoader.ReadAll(files, d => invocation.Warn(d.ToString())))
            {
                var scenario = script.Scenario;
                var drivers = string.Join(", ", scenario.Drivers.Select(d => d.Text));
                listing.Add(scenario.Name, script.Path, drivers, scenario.System.Profile, scenario.Says);
            }

            return listing.WriteTo(invocation);
        });
        return part;
    }

    private static Verb Nights(SharedOptions shared)
    {
        var database = SharedArguments.Database();
        var part = new Verb("nights", "The nights of the history");
        part.Add(database);
        shared.SetAction(part, (parsed, invocation) =>
        {
            using var history = HistoryFile.Open(invocation.Host, parsed.GetRequiredValue(database), isReadOnly: true);
            var listing = new Listing("nights", ">night", "started", "state", "trusted", ">runs", ">open", ">new", ">fixed");
            foreach (var night in HistoryFile.Read(() => history.ListNights()))
            {
                var one = night.Night;
                listing.Add(
                    one.Id, one.StartedAt.ToString("u", System.Globalization.CultureInfo.InvariantCulture), one.State == NightState.Ended ? "ended" : "unfinished",
                    one.Trust.IsTrusted ? "yes" : "no", one.Runs.Executed, night.Open, night.New, night.Fixed);
            }

            return listing.WriteTo(invocation);
        });
        return part;
    }

    private static Verb Findings(SharedOptions shared)
    {
        var database = SharedArguments.Database();
        var part = new Verb("findings", "The findings of the history, open or not");
        part.Add(database);
        shared.SetAction(part, (parsed, invocation) =>
        {
            using var history = HistoryFile.Open(invocation.Host, parsed.GetRequiredValue(database), isReadOnly: true);
            var listing = new Listing("findings", "fingerprint", "standing", "driver", "kind", "expected", "title");
            foreach (var (finding, standing) in HistoryFile.Read(history.ListFindings))
            {
                listing.Add(
                    finding.Fingerprint, standing.ToString()!.ToLowerInvariant(), finding.Driver, finding.Kind, finding.IsExpected ? "yes" : "no", finding.Title);
            }

            return listing.WriteTo(invocation);
        });
        return part;
    }

    private static Verb Known(SharedOptions shared)
    {
        var file = KnownFiles.Option();
        var paths = SharedArguments.Paths(isRequired: false);
        var part = new Verb("known", $"The known findings of the working folder and of folders of scenarios; of '{DefaultFolder}' when none is named");
        part.Add(paths);
        part.Add(file);
        shared.SetAction(part, (parsed, invocation) =>
        {
            var folders = parsed.GetValue(paths) is { Length: > 0 } given ? given : [DefaultFolder];
            var known = KnownFiles.Read(invocation.Host, parsed.GetValue(file), folders, invocation.Warn);
            var today = KnownFiles.Today(invocation.Host);
            var listing = new Listing("known", "finding", "state", "expiry", "owner", "reason", "link", "path");
            foreach (var (path, entry) in known.Entries)
            {
                listing.Add(
                    entry.Fingerprint ?? $"{entry.Driver}: {entry.Kind} in {entry.Place}", KnownList.Of(entry).IsExpiredOn(today) ? "expired" : "known",
                    entry.Expiry is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "never", entry.Owner ?? string.Empty,
                    entry.Reason, entry.Link ?? string.Empty, $"{path}({entry.Source})");
            }

            return listing.WriteTo(invocation);
        });
        return part;
    }

    private static Listing Profiles()
    {
        var listing = new Listing(
            "profiles", "name", "version", "architecture", ">pageSize", ">poolHeader", ">nonPagedPool", ">pagedPool", ">systemPtes", ">mapRegisters");
        foreach (var p in SystemProfile.All)
        {
            listing.Add(
                p.Name, p.Version.ToString(), p.Architecture.ToString(), p.PageSize, p.PoolHeaderBytes, p.NonPagedPoolBytes, p.PagedPoolBytes,
                p.SystemPtes, p.MapRegisters);
        }

        return listing;
    }

    private static Verb Part(SharedOptions shared, string name, string description, Func<Invocation, Listing> make)
    {
        var part = new Verb(name, description);
        shared.SetAction(part, (_, invocation) => make(invocation).WriteTo(invocation));
        return part;
    }
}
