namespace Verifier.Kernel;

/// <summary>The calls of dispatch routines that are not over, in the order in which they began.</summary>
internal sealed class DispatchFrames(Machine machine)
{
    private readonly List<DispatchFrame> _frames = [];
    private long _nextId = 1;

    /// <summary>A routine is about to be called.</summary>
    public long Begin(ulong irp, ulong device, ulong routine, bool defers)
    {
        var view = new Irp(machine, irp);
        var location = new IoStackLocation(view.CurrentStackLocation);
        var image = machine.Images.RoutineAt(routine)?.Image;
        var isSystem = DispatchFrame.IsSystem(location.MajorFunction);
        var frame = new DispatchFrame(_nextId++, irp, device, routine, view.CurrentLocation)
        {
            Driver = image is { IsKernel: false } ? image : null,
            Major = location.MajorFunction,
            Minor = location.MinorFunction,
            EntryStatus = isSystem ? view.Status : default,
            EntryInformation = isSystem ? view.Information : 0,
            Irql = machine.Irql,
            ApcDisable = machine.Scheduler.Current.ApcDisable,
            DefersCompletion = defers,
        };
        _frames.Add(frame);
        return frame.Id;
    }

    /// <summary>The frame with a number; null once it was forgotten.</summary>
    public DispatchFrame? Find(long id)
    {
        for (var i = _frames.Count - 1; i >= 0; i--)
        {
            if (_frames[i].Id == id)
            {
                return _frames[i];
            }
        }

        return null;
    }

    /// <summary>The innermost call in which a driver still has this IRP; null when it runs outside of one.</summary>
    public DispatchFrame? Running(ulong irp, DriverImage? driver)
    {
        for (var i = _frames.Count - 1; i >= 0 && driver is not null; i--)
        {
            if (_frames[i].Irp == irp && _frames[i].Driver == driver && _frames[i].Returned is null)
            {
                return _frames[i];
            }
        }

        return null;
    }

    /// <summary>The youngest call for a stack location of an IRP.</summary>
    public DispatchFrame? At(ulong irp, int location)
    {
        for (var i = _frames.Count - 1; i >= 0; i--)
        {
            if (_frames[i].Irp == irp && _frames[i].Location == location)
            {
                return _frames[i];
            }
        }

        return null;
    }

    /// <summary>True if some routine below this location is still to complete the IRP.</summary>
    public bool IsBelow(ulong irp, int location)
    {
        foreach (var frame in _frames)
        {
            if (frame.Irp == irp && frame.Location < location && frame.Completed is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True if the IRP is still with a driver at or below the location that it is to be passed to. Drivers that skipped their own location
    /// share it with the driver that they called.
    /// </summary>
    public bool IsTaken(ulong irp, int location, DriverImage? sender)
    {
        foreach (var frame in _frames)
        {
            var isThere = frame.Irp == irp && frame.Completed is null;
            if (isThere && (frame.Location < location || (frame.Location == location && !frame.HasPassedOn && frame.Driver != sender)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The IRP leaves a location upwards; every call that had it there can be judged once it has returned.</summary>
    public void Leave(ulong irp, int location, NTSTATUS status, bool isMarkedPending)
    {
        for (var i = 0; i < _frames.Count; i++)
        {
            var frame = _frames[i];
            if (frame.Irp == irp && frame.Location == location && frame.Completed is null)
            {
                frame.Completed = status;
                frame.WasMarkedPending = isMarkedPending;
                if (frame.IsOver)
                {
                    _frames.RemoveAt(i--);
                    PendingLaw.Judge(machine, frame);
                }
            }
        }
    }

    /// <summary>A routine returned.</summary>
    public void Return(DispatchFrame frame, NTSTATUS status)
    {
        frame.Returned = status;
        if (frame.IsOver)
        {
            _frames.Remove(frame);
            PendingLaw.Judge(machine, frame);
        }
        else
        {
            PendingLaw.JudgeReturn(machine, frame);
        }
    }

    /// <summary>A completion routine kept the IRP: the driver of that location has it again.</summary>
    public void HandBack(ulong irp, int location)
    {
        if (At(irp, location) is { } frame)
        {
            frame.HasPassedOn = false;
        }
    }

    /// <summary>A routine was left by an exception.</summary>
    public void Abandon(long id) => _frames.RemoveAll(f => f.Id == id && f.Returned is null);

    /// <summary>The IRP is gone: calls that have returned cannot be judged any more, running ones are not to touch it.</summary>
    public void Forget(ulong irp)
    {
        for (var i = _frames.Count - 1; i >= 0; i--)
        {
            if (_frames[i].Irp == irp && _frames[i].Returned is not null)
            {
                _frames.RemoveAt(i);
            }
        }
    }

    public void Reset()
    {
        _frames.Clear();
        _nextId = 1;
    }
}
