using System.Collections.Immutable;
using Verifier.Cli.Host;
using Verifier.Scenarios.Model;
using Verifier.Workers.Drafting;

namespace Verifier.Cli.Drafting;

/// <summary>
/// A first workload for a driver, made by trying: what the driver accepts stays, and what it refuses stays where it comes to fault sites that
/// nothing before it came to. Each attempt is judged by a run of all that stays and the attempt.
/// </summary>
/// <param name="base">The scenario to put workloads into.</param>
/// <param name="clues">What to try.</param>
/// <param name="probe">Runs a scenario.</param>
internal sealed class Draft(Scenario @base, Clues clues, Func<Scenario, ProbeAnswer> probe)
{
    // So that a driver with many codes comes to an end too.
    private const int MostAttempts = 6000;

    private readonly List<Operation> _workload = [new LoadOperation()];
    private readonly List<string> _notes = [];
    private readonly HashSet<ulong> _sites = [];
    private readonly HashSet<string> _findings = [];
    private readonly HashSet<string> _accepted = [];
    private readonly HashSet<string> _given = [];
    private HardwareSettings? _hardware;
    private ImmutableArray<Operation> _end = [new UnloadOperation()];
    private int _names;
    private int _opened;
    private int _left = MostAttempts;

    /// <summary>The fault sites that the workload comes to.</summary>
    public int Sites => _sites.Count;

    /// <summary>True if the driver stopped the machine in an attempt.</summary>
    public bool HasStops { get; private set; }

    /// <summary>Remarks for the reader of the script, a line each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Makes it.</summary>
    /// <exception cref="CliException">The driver cannot be loaded.</exception>
    public Scenario Make()
    {
        var loaded = Probe([]);
        if ((loaded.Unmodelled ?? loaded.Stop) is { } stop)
        {
            throw Unloadable(stop);
        }

        if (loaded.Operations.FirstOrDefault(one => !one.IsSuccess) is { } failed)
        {
            throw Unloadable($"{failed.Word} ends with {new Kernel.NTSTATUS(failed.Status!.Value)}");
        }

        _sites.UnionWith(loaded.Sites);
        var isStarted = Start();
        var names = Probe([]).Names;
        foreach (var device in Devices(names))
        {
            Use(device, isStarted);
        }

        Describe(names);
        if (_left == 0)
        {
            _notes.Add("There was more to try.");
        }

        return With([]);
    }

    private static CliException Unloadable(string why) =>
        new(ExitCode.Inconclusive, $"no script can be written: the driver cannot be run ({why}); what it needs, 'inspect' says");

    // A driver without AddDevice is not started, and makes no call in it.
    private bool Start()
    {
        var end = _end;
        _end = [new RemoveOperation(), new UnloadOperation()];
        foreach (var hardware in Attempts.Hardware)
        {
            _hardware = hardware;
            var answer = Probe([new StartOperation()]);
            if (answer.Operations.FirstOrDefault(one => one.Word == "start") is not { Called: true } start)
            {
                break;
            }

            if (answer.Stop is null && start.IsSuccess)
            {
                _workload.Add(new StartOperation());
                _sites.UnionWith(answer.Sites);
                if (hardware is not null)
                {
                    _notes.Add("The ports and the memory under 'hardware' are a guess with which it starts: write what your device has.");
                }

                return true;
            }
        }

        (_hardware, _end) = (null, end);
        return false;
    }

    // A link leads to a device that has a name of its own; only where that is none of the driver's, the link is opened.
    private static IEnumerable<string> Devices(ImmutableArray<ProbedName> names)
    {
        var devices = names.Where(name => name.Target is null).Select(name => name.Name).ToList();
        var links = names.Where(name => name.Target is { } target && !devices.Contains(target, StringComparer.OrdinalIgnoreCase)).Select(name => name.Name);
        return devices.Concat(links).Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private void Use(string device, bool isStarted)
    {
        // What another device takes or refuses says nothing of this one.
        _accepted.Clear();
        _given.Clear();
        var handle = _opened == 0 ? "h" : FormattableString.Invariant($"h{_opened + 1}");
        var end = _end;
        _end = [new CloseOperation { Handle = handle }, .. end];
        if (!Offer([new OpenOperation { Device = device, Handle = handle }], keepsRefused: false))
        {
            _notes.Add($"{device} is not opened: the driver refuses it.");
            _end = end;
            return;
        }

        _opened++;
        foreach (var attempt in Attempts.Requests(handle, clues))
        {
            if (attempt is not [InterruptOperation] || isStarted)
            {
                _ = Offer(attempt, keepsRefused: true);
            }
        }

        foreach (var attempt in isStarted && _opened == 1 ? Attempts.Lifecycle : [])
        {
            _ = Offer(attempt, keepsRefused: false);
        }

        _workload.Add(new CloseOperation { Handle = handle });
        _end = end;
    }

    private bool Offer(ImmutableArray<Operation> attempt, bool keepsRefused)
    {
        if (_given.Contains(KindOf(attempt)) || _left == 0)
        {
            return false;
        }

        _left--;
        var answer = Probe(attempt);
        var isNew = !_sites.IsSupersetOf(answer.Sites);
        var operations = OperationsOf(answer, attempt);
        if (answer.IsHang || operations.Any(one => !one.IsDone))
        {
            return attempt is [RequestOperation { Overlapped: false }] && answer.IsHang
                && Offer(Attempts.Cancelled(attempt, FormattableString.Invariant($"pending-{++_names}")), keepsRefused: false);
        }

        if (operations.Any(one => !one.IsSuccess))
        {
            if (!isNew && operations.Any(one => one.Status == Kernel.NTSTATUS.STATUS_INVALID_DEVICE_REQUEST.Value))
            {
                _given.Add(KindOf(attempt));
            }

            return keepsRefused && isNew && answer.Stop is null && attempt is [var refused] && operations[0].Status is { } status
                && Keep([refused with { AllowedStatuses = [new StatusCode(status, new Kernel.NTSTATUS(status).ToString())] }]);
        }

        if (answer.Stop is { } stop)
        {
            HasStops = true;
            _given.Add(KindOf(attempt));
            _notes.Add($"Left out: {KindOf(attempt)}. With it the run ends: {stop}");
            return false;
        }

        return (isNew || !_accepted.Contains(KindOf(attempt))) && Take(attempt, answer);
    }

    // With the status that it ends with allowed, is anything wrong?
    private bool Keep(ImmutableArray<Operation> attempt) => Probe(attempt) is { Stop: null } answer && Take(attempt, answer);

    private bool Take(ImmutableArray<Operation> attempt, ProbeAnswer answer)
    {
        _workload.AddRange(attempt);
        _sites.UnionWith(answer.Sites);
        _accepted.Add(KindOf(attempt));
        foreach (var finding in answer.Findings.Where(_findings.Add))
        {
            _notes.Add($"With {KindOf(attempt)}, and nothing made to fail: {finding}");
        }

        return true;
    }

    // Requests that differ in their buffers only are of one kind.
    private static string KindOf(ImmutableArray<Operation> attempt) => string.Join(", ", attempt.Select(one => one switch
    {
        ControlOperation control => FormattableString.Invariant($"{one.Word} 0x{control.Code:X}"),
        PowerOperation power => $"{one.Word} {power.State}",
        _ => one.Word,
    }));

    // What becomes of the attempt itself. When the machine stops before, there is nothing of it.
    private ImmutableArray<ProbedOperation> OperationsOf(ProbeAnswer answer, ImmutableArray<Operation> attempt) =>
        [.. answer.Operations.Skip(_workload.Count).Take(attempt.Length)];

    private ProbeAnswer Probe(ImmutableArray<Operation> attempt) => probe(With(attempt));

    private Scenario With(ImmutableArray<Operation> attempt) => @base with { Hardware = _hardware, Workload = [.. _workload, .. attempt, .. _end] };

    private void Describe(ImmutableArray<ProbedName> names) => _notes.InsertRange(0, names.Select(name => name.Target is null
        ? $"The driver has the device {name.Name}." : $"The driver has the symbolic link {name.Name} to {name.Target}."));
}
