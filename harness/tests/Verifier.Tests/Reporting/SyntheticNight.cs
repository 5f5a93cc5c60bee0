using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Tokens;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Reporting;

/// <summary>A night of any size that nobody ran: the same numbers give the same night. Names are as long as real ones are.</summary>
internal sealed class SyntheticNight(int runs)
{
    private const int FramesOfASite = 3;

    private static readonly string[] s_ddis =
    [
        "ExAllocatePoolWithTag", "ExAllocatePool2", "IoAllocateMdl", "IoAllocateIrp", "IoCreateDevice", "IoAllocateWorkItem", "MmMapLockedPagesSpecifyCache",
        "RtlDuplicateUnicodeString", "ExAllocatePoolWithQuotaTag", "ObReferenceObjectByHandle",
    ];

    private static readonly string[] s_strategies = ["golden", "each", "persistent", "second", "random", "exhaust"];

    private ulong _dice = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Drivers.</summary>
    public int Drivers { get; init; } = runs < 100 ? 4 : 24;

    /// <summary>Scenarios.</summary>
    public int Scenarios { get; init; } = runs < 100 ? 3 : 60;

    /// <summary>Fault sites.</summary>
    public int Sites { get; init; } = runs < 100 ? runs : 2500;

    /// <summary>Findings; every second one gets details.</summary>
    public int Findings { get; init; } = runs switch { 0 => 0, 1 => 0, < 100 => 9, _ => 120 };

    /// <summary>Exemplars with details.</summary>
    public int Details { get; init; } = runs < 100 ? 9 : 50;

    /// <summary>What every name from a driver, script or machine is wrapped in; for names that mean harm.</summary>
    public Func<string, string> Name { get; init; } = name => name;

    /// <summary>Changes the night.</summary>
    public Func<ReportNight, ReportNight> Night { get; init; } = night => night;

    /// <summary>The night.</summary>
    public ReportModel Make()
    {
        var drivers = runs == 0 ? [] : Enumerable.Range(0, Math.Min(Drivers, runs)).Select(i => Name($"driver-{i:D2}-{Pick(["array", "cache", "serial", "filter"])}")).ToArray();
        var campaigns = Campaigns(drivers);
        var sites = SitesOf(drivers);
        var findings = FindingsOf(campaigns, sites);
        var model = new ReportModel
        {
            Night = NightOf(),
            Campaigns = campaigns,
            Sites = sites,
            Findings = findings,
            Unreached = [.. drivers.Take(2).Select(d => new UnreachedDdis(d, [Name("IoAllocateErrorLogEntry"), "MmAllocatePagesForMdlEx"]))],
            Advice = [.. Enumerable.Range(0, Math.Min(40, runs)).Select(i => AdviceOf(campaigns[i % campaigns.Length], i))],
            Trend = [.. Enumerable.Range(0, runs == 0 ? 0 : Math.Min(30, runs)).Select(TrendOf)],
            Details = [.. findings.Take(Details).Select((f, i) => DetailOf(f, i))],
        };
        AddRuns(model);
        return model;
    }

    private ReportNight NightOf() => Night(new ReportNight
    {
        Name = "2026-11-21",
        Started = "2026-11-21T02:00:00Z",
        Duration = TimeSpan.FromSeconds(754),
        ComparedWith = runs > 1 ? "2026-11-20" : null,
        Harness = "0.1.0",
        Library = "5f1c0a7d",
        Program = "dotnet run --project harness/src/Verifier.Cli --",
        CanariesPlanted = 8,
        CanariesFound = 8,
        Replays = 20,
        ReplaysIdentical = 20,
        DefectsPlanted = 59,
        DefectsFound = 59,
        RunsPlanned = runs,
    });

    private ImmutableArray<ReportCampaign> Campaigns(string[] drivers)
    {
        var pairs = from d in drivers from s in Enumerable.Range(0, runs == 0 ? 0 : Math.Min(Scenarios, runs)) select (d, s);
        return [.. pairs.Select((pair, i) => new ReportCampaign
        {
            Driver = pair.d,
            Build = Hex() + Hex() + Hex() + Hex(),
            Scenario = Name($"low-resources-{pair.s:D2}"),
            Path = $"scenarios/fast/low-resources-{pair.s:D2}.yaml",
            ScenarioHash = Hex() + Hex() + Hex() + Hex(),
            Seed = 42,
            Verdict = i % 7 == 3 ? RunVerdict.Finding : i % 31 == 30 ? RunVerdict.Inconclusive : RunVerdict.Pass,
            IsAsExpected = i % 14 == 3,
            Problem = i % 31 == 30 ? Name("The time was over before every case was run.") : null,
        })];
    }

    private ImmutableArray<ReportSite> SitesOf(string[] drivers) =>
    [
        .. Enumerable.Range(0, Sites).Select(i => new ReportSite
        {
            Site = Hex(),
            Driver = drivers[i % drivers.Length],
            Ddi = s_ddis[i % s_ddis.Length],
            Tag = i % 3 == 0 ? null : Name($"Tg{i % 90:D2}"),
            Frames = [.. Enumerable.Range(0, FramesOfASite).Select(depth => FrameOf(i, depth))],
            Reached = 1 + (long)(Roll() % 40),
            FailedOnce = i % 11 == 0 ? 0 : (long)(Roll() % 20),
            FailedPersistently = i % 11 == 0 ? 0 : 1,
            Findings = i % 13 == 0 ? 2 : 0,
        }),
    ];

    private ReportFrame FrameOf(int site, int depth) => new(Name($"ArrayCache.Routine{site % 40}Level{depth}"), "ArrayCache.cs", 20 + (site % 200) + depth)
    {
        Path = "drivers-under-test/ArrayCache/ArrayCache.cs",
        SourceStart = 19 + (site % 200) + depth,
        Source = ["        var block = Ntoskrnl.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, size, Tag);", Name("        RtlCopyMemory(block, source, size);"), "        return STATUS_SUCCESS;"],
    };

    private ImmutableArray<ReportFinding> FindingsOf(ImmutableArray<ReportCampaign> campaigns, ImmutableArray<ReportSite> sites)
    {
        FindingKind[] kinds = [FindingKind.BugCheck, FindingKind.Leak, FindingKind.StateLost, FindingKind.WrongStatus, FindingKind.Hang];
        Transition[] transitions = [Transition.New, Transition.Still, Transition.Fixed, Transition.Regressed, Transition.NotRun, Transition.Still];
        var prints = Enumerable.Range(0, Findings).Select(_ => Hex()).ToArray();
        return
        [
            .. prints.Select((print, i) =>
            {
                var campaign = campaigns[i * 7 % campaigns.Length];
                var site = sites[i * 3 % sites.Length];
                var kind = kinds[i % kinds.Length];
                var transition = transitions[i % transitions.Length];
                return new ReportFinding
                {
                    Fingerprint = print,
                    Coarse = prints[i / 2],
                    Transition = transition,
                    Kind = kind,
                    Driver = campaign.Driver,
                    Scenario = campaign.Scenario,
                    Title = Name($"{site.Ddi} (96 bytes, tag '{site.Tag}') was made to return NULL in {site.Frames[0].Routine} (ArrayCache.cs:{site.Frames[0].Line}): "
                        + (kind == FindingKind.BugCheck ? "the driver wrote through the null pointer." : "96 bytes of nonpaged pool were still held at unload.")),
                    Details = [Name("held: 96 bytes at 0xFFFFB00000001000, allocated in DriverEntry"), "the driver returned STATUS_SUCCESS"],
                    Operation = "second-update",
                    Ddi = site.Ddi,
                    Tag = site.Tag,
                    Ordinal = 3,
                    BugCheck = kind == FindingKind.BugCheck ? [0xD1, 0x0, 0x2, 0x1, 0xFFFF_F800_0000_1234] : [],
                    Injected = $"{site.Ddi} (96 bytes, tag '{site.Tag}')",
                    InjectedAt = site.Frames,
                    EndedAt = kind == FindingKind.BugCheck ? [FrameOf(i + 3, 0), FrameOf(i, 2)] : [],
                    FirstSeen = transition == Transition.New ? "2026-11-21" : "2026-11-02",
                    LastExecuted = transition == Transition.NotRun ? "2026-11-19" : "2026-11-21",
                    Nights = transition == Transition.New ? 1 : 12,
                    Strip = [.. Enumerable.Range(1, 21).Select(n => new StripMark($"2026-11-{n:D2}", (StripState)((n + i) % 3)))],
                    Runs = 3 + (i % 5),
                    Exemplar = i < runs ? i : -1,
                    Token = TokenOf(campaign, i),
                    Minimal = i % 3 == 0 && TransitionWords.IsOpen(transition) ? MinimalOf(kind, print) : null,
                    Related = i % 2 == 0 && i + 1 < prints.Length ? [prints[i + 1]] : [],
                    IsExpected = i % 10 == 7,
                    Note = i % 10 == 7 ? Name("planted: see defects.yaml") : null,
                };
            }),
        ];
    }

    private MinimalFile MinimalOf(FindingKind kind, string print)
    {
        var path = Name($"reports/nightly/minimal/array-{FindingWords.Of(kind)}-{print[..8]}.yaml");
        return new MinimalFile(path, $"dotnet run --project harness/src/Verifier.Cli -- run {path}");
    }

    private static string TokenOf(ReportCampaign campaign, int i) => new ReplayToken
    {
        ScenarioPath = campaign.Path,
        ScenarioHash = ReplayToken.Shortened(campaign.ScenarioHash),
        Driver = campaign.Driver,
        BuildHash = ReplayToken.Shortened(campaign.Build),
        Seed = campaign.Seed,
        TraceHash = (ulong)i * 0x1234_5678_9ABC,
    }.ToString();

    private AdviceRow AdviceOf(ReportCampaign campaign, int i) => new(
        campaign.Driver, campaign.Scenario, i % 2 == 0 ? "waste" : "could-be-paged", Name("ExAllocatePoolWithTag in ArrayCache.Update (ArrayCache.cs:27)"),
        Name("1,024 blocks of 40 bytes waste 61 % of what is taken to rounding and headers."), (ulong)(i * 4096), "Memory allocation for drivers");

    private TrendNight TrendOf(int i) => new($"2026-{10 + (i / 30):D2}-{1 + (i % 30):D2}", 30 + (int)(Roll() % 12), (int)(Roll() % 5), (int)(Roll() % 6), 2000 + (i * 15), 1500 + (i * 20));

    private RunDetail DetailOf(ReportFinding finding, int index)
    {
        var events = Enumerable.Range(0, runs < 100 ? 80 : 400).Select(i => EventOf(i, finding.Ddi)).ToImmutableArray();
        return new RunDetail
        {
            Run = finding.Exemplar,
            Fingerprint = finding.Fingerprint,
            Token = finding.Token,
            Events = events,

            // The golden run lacks the first event behind the failure; that its blocks lie elsewhere is no difference.
            Golden = [.. events.Skip(51).Select(e => e with { Text = e.Text + " = 0xFFFFB00000001000" })],
            FirstDivergence = 50,
            InjectedIndex = 49,
            VerdictIndex = events.Length - 2,
            InjectedTime = events[49].Time,
            Pool = [.. Enumerable.Range(0, 120).Select(i => new PoolPoint(10_000_000 + (i * 500), 4096 * (1 + (i * 7 % 23)), 4096 * (i % 9)))],
            Tags = [new TagRow(Name("Arry"), "Nonp", 12, 11, 96, finding.Driver, 0, IsLeaked: true), new TagRow("Irp ", "Nonp", 40, 40, 0, finding.Driver, 208), new TagRow("Dev0", "Paged", 3, 3, 0, finding.Driver, 0)],
            Outstanding = [new HeldRow(Name("pool block of 96 bytes, tag 'Arry'"), "ExAllocatePoolWithTag", Name("Array.Grow (Array.cs:12)"), Name("grow")), new HeldRow($"exemplar {index}", "", "", "")],
            OutstandingTitle = "Outstanding at unload",
            IsLeak = true,
            VerdictTime = events[^2].Time,
        };
    }

    private TimelineEvent EventOf(int i, string ddi) => i == 49
        ? new TimelineEvent(10_000_000 + (i * 700), 0, "injected", ddi, $"{ddi}(0x200, 0x60, 'Arry')  ** made to fail: returns NULL")
        : new TimelineEvent(10_000_000 + (i * 700), (byte)(i % 5 == 0 ? 2 : 0), "call", s_ddis[i % s_ddis.Length], Name($"  {s_ddis[i % s_ddis.Length]}(0x{i:X}, 0x60, 'Arry')"));

    private void AddRuns(ReportModel model)
    {
        for (var i = 0; i < runs; i++)
        {
            var finding = i < Findings ? i : Findings > 0 && Roll() % 50 == 0 ? (int)(Roll() % (ulong)Findings) : -1;
            var hasFault = finding >= 0 || i % 20 != 0;
            var nth = hasFault ? 1 + (long)(Roll() % 400) : 0;
            model.Runs.Add(new ReportRun
            {
                Campaign = (int)(Roll() % (ulong)model.Campaigns.Length),
                Verdict = finding >= 0 ? RunVerdict.Finding : i % 997 == 996 ? RunVerdict.Inconclusive : RunVerdict.Pass,
                Strategy = hasFault ? s_strategies[1 + (i % 5)] : s_strategies[0],
                Variation = hasFault ? string.Create(CultureInfo.InvariantCulture, $"f{nth}{(i % 3 == 0 ? "+" : "")}") : string.Empty,
                Nth = nth,
                Site = hasFault ? (int)(Roll() % (ulong)model.Sites.Length) : -1,
                Finding = finding,
                Calls = 40 + (long)(Roll() % 900),
                TraceHash = Roll(),
            });
        }
    }

    private string Pick(string[] words) => words[Roll() % (ulong)words.Length];

    private string Hex() => Roll().ToString("x16", CultureInfo.InvariantCulture);

    // SplitMix64: what the night is made of depends on nothing but the number of runs.
    private ulong Roll()
    {
        unchecked
        {
            var z = _dice += 0x9E37_79B9_7F4A_7C15;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
            return z ^ (z >> 31);
        }
    }
}
