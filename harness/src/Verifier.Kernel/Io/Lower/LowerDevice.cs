using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// The simulated device below every stack. It answers requests by rules: the first one that matches and is not used up. A request that no
/// rule is about gets STATUS_NOT_SUPPORTED, and the run says so once; CLEANUP and CLOSE succeed, for their status is not used.
/// </summary>
internal sealed class LowerDevice(Machine machine)
{
    private readonly List<(LowerRule Rule, int Answered)> _rules = [];
    private readonly LowerBuffers _buffers = new(machine);
    private readonly LowerPending _pending = new(machine);

    /// <summary>Adds rules behind those that there are.</summary>
    public void Teach(IEnumerable<LowerRule> rules) => _rules.AddRange(rules.Select(rule => (rule, 0)));

    /// <summary>The sequence of answering a request by a rule; null when no rule is about it.</summary>
    public IEnumerator<KernelAction>? TryAnswer(ulong irp)
    {
        var index = _rules.FindIndex(r => r.Answered != r.Rule.Times && IsAbout(r.Rule, irp));
        if (index < 0)
        {
            return null;
        }

        var (rule, answered) = _rules[index];
        _rules[index] = (rule, answered + 1);
        return rule.StaysPending || rule.DelayTicks > 0 ? _pending.Keep(irp, rule) : Answer(irp, rule);
    }

    /// <summary>The sequence of a request that the bus itself knows nothing of.</summary>
    public IEnumerator<KernelAction> Dispatch(ulong irp) => TryAnswer(irp) ?? Refuse(irp);

    /// <summary>Writes the answer of a rule into a request.</summary>
    public void Fill(ulong irp, LowerRule rule)
    {
        var end = 0UL;
        foreach (var bytes in rule.Puts)
        {
            var put = _buffers.Put(irp, bytes);
            end = bytes.Place.IsOwn ? Math.Max(end, put) : end;
        }

        _ = new Irp(machine, irp) { Status = rule.Status, Information = rule.Information ?? end };
    }

    public void Reset()
    {
        _rules.Clear();
        _pending.Reset();
    }

    private bool IsAbout(LowerRule rule, ulong irp)
    {
        var location = new IoStackLocation(new Irp(machine, irp).CurrentStackLocation);
        var major = location.MajorFunction;
        if ((rule.Major is { } wanted && wanted != major) || (rule.Minor is { } minor && minor != location.MinorFunction))
        {
            return false;
        }

        return (rule.Code is not { } code || (HasCode(major) && code == location.IoControlCode))
            && rule.Has.All(bytes => _buffers.Has(irp, bytes));
    }

    private static bool HasCode(IRP_MJ major) => major is IRP_MJ.IRP_MJ_DEVICE_CONTROL or IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL;

    private IEnumerator<KernelAction> Answer(ulong irp, LowerRule rule)
    {
        Fill(irp, rule);
        yield return KernelAction.Run(machine.Io.Completion.Complete(irp));
        machine.Scheduler.Current.Result = rule.Status.Value;
    }

    private IEnumerator<KernelAction> Refuse(ulong irp)
    {
        var view = new Irp(machine, irp);
        var location = new IoStackLocation(view.CurrentStackLocation);
        var isEnd = location.MajorFunction is IRP_MJ.IRP_MJ_CLEANUP or IRP_MJ.IRP_MJ_CLOSE;
        var status = isEnd ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_NOT_SUPPORTED;
        if (!isEnd)
        {
            machine.Remark($"the lower device was not told how to answer {Describe(location)}");
        }

        (view.Status, view.Information) = (status, 0);
        yield return KernelAction.Run(machine.Io.Completion.Complete(irp));
        machine.Scheduler.Current.Result = status.Value;
    }

    private static string Describe(IoStackLocation location)
    {
        var (major, minor) = (location.MajorFunction, location.MinorFunction);
        var name = IrpFunctionName.Major(major);
        return HasCode(major) ? string.Create(CultureInfo.InvariantCulture, $"{name} 0x{location.IoControlCode:X}")
            : minor != 0 ? $"{name} with the minor code {IrpFunctionName.Minor(major, minor)}"
            : name;
    }
}
