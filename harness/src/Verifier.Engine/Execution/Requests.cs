using Verifier.Engine.Interception;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>The application: opens handles, sends requests, waits for them, cancels them.</summary>
internal sealed class Requests(Machine machine, DriverLife life, WorkloadData data, Workload workload)
{
    // A handle belongs to the thread that opened it; the threads of a "parallel" see those of the thread they came from besides.
    private readonly Dictionary<(int Thread, string Name), Handle> _handles = [];
    private readonly Dictionary<int, int> _parents = [];
    private readonly List<(int Index, IoRequest Request)> _pending = [];

    public StepResult Open(OpenOperation open)
    {
        if (!life.IsLoaded)
        {
            return StepResult.Skipped("the driver is not loaded");
        }

        machine.Scheduler.WorkFor(open.Process ?? Applications.Default);
        var file = machine.Io.Requests.Open(open.Device + open.File, ParametersOf(open), out var status);
        if (file is not null)
        {
            var key = (machine.Scheduler.Current.WorkloadThread, open.Handle);
            _handles[key] = new Handle(file, Applications.Current(machine.Scheduler), key);
        }

        return StepResult.Of(status);
    }

    public StepResult Close(CloseOperation close)
    {
        if (Find(close.Handle) is not { } handle)
        {
            return StepResult.Skipped($"the handle \"{close.Handle}\" is not open");
        }

        _handles.Remove(handle.Key);
        machine.Scheduler.WorkFor(handle.Process);
        machine.Io.Requests.Close(handle.File);
        return StepResult.Done;
    }

    /// <summary>Closes every handle that is still open, in the order in which they were opened.</summary>
    public void CloseAll()
    {
        foreach (var handle in _handles.Values.ToList())
        {
            _handles.Remove(handle.Key);
            machine.Scheduler.WorkFor(handle.Process);
            machine.Io.Requests.Close(handle.File);
        }
    }

    public StepResult Send(RequestOperation operation, int index)
    {
        if (Find(operation.Handle) is not { } handle)
        {
            return StepResult.Skipped($"the handle \"{operation.Handle}\" is not open");
        }

        machine.Scheduler.WorkFor(handle.Process);
        var request = Begin(operation, handle.File, index);
        if (operation.Overlapped)
        {
            return Track(request, index);
        }

        machine.Io.Requests.WaitFor(request);
        return Result(request);
    }

    /// <summary>Sends all requests, then waits for all: none is waited for before the last is sent.</summary>
    public void Burst(BurstOperation burst)
    {
        var sent = new List<(int Index, IoRequest Request)>();
        for (var i = 0; i < burst.Count; i++)
        {
            foreach (var operation in burst.Body)
            {
                var index = workload.Begin(operation);
                if (workload.LeavesOut(index))
                {
                    continue;
                }

                if (operation is RequestOperation request && Find(request.Handle) is { } handle)
                {
                    machine.Scheduler.WorkFor(handle.Process);
                    sent.Add((index, Begin(request, handle.File, index)));
                }
                else
                {
                    workload.Complete(index, StepResult.Skipped("its handle is not open"));
                }
            }
        }

        foreach (var (index, request) in sent)
        {
            machine.Io.Requests.WaitFor(request);
            workload.Complete(index, Result(request));
            workload.Repeat(index);
        }
    }

    public StepResult Cancel(CancelOperation cancel)
    {
        var chosen = PendingOf(cancel.Operation);
        foreach (var (_, request) in chosen)
        {
            machine.Io.Requests.Cancel(request);
        }

        return chosen.Count > 0 ? StepResult.Done : StepResult.Skipped($"no request of \"{cancel.Operation}\" is pending");
    }

    public StepResult Wait(WaitOperation wait)
    {
        var chosen = PendingOf(wait.Operation);
        var due = wait.Timeout is { } timeout ? machine.Clock.Now + timeout.Ticks : WaitRequest.Forever;
        var words = wait.Operation is null ? "pending requests" : $"the requests of \"{wait.Operation}\"";
        var status = machine.Scheduler.Wait(WaitRequest.For(words, () => chosen.TrueForAll(c => c.Request.IsComplete)) with { DueTime = due });
        NoteCompleted();
        return StepResult.Of(status);
    }

    /// <summary>Overlapped requests that have completed since get their results.</summary>
    public void NoteCompleted()
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            var (index, request) = _pending[i];
            if (request.IsComplete)
            {
                _pending.RemoveAt(i--);
                workload.Complete(index, Result(request));
            }
        }
    }

    /// <summary>A thread of a "parallel" begins: it sees what its creator has open.</summary>
    public void Inherit(int thread, int creator) => _parents[thread] = creator;

    private static CreateParameters ParametersOf(OpenOperation open)
    {
        const int dispositionShift = 24;
        var usual = CreateParameters.Usual;
        var options = (open.Options ?? (CreateParameters.UsualOptions & ~(uint.MaxValue << dispositionShift))) | ((uint)open.Disposition << dispositionShift);
        return new CreateParameters(open.Access ?? usual.Access, options, (ushort)(open.Share ?? usual.Share));
    }

    private Handle? Find(string name)
    {
        for (int? thread = machine.Scheduler.Current.WorkloadThread; thread is { } id; thread = _parents.TryGetValue(id, out var parent) ? parent : null)
        {
            if (_handles.TryGetValue((id, name), out var handle))
            {
                return handle;
            }
        }

        return null;
    }

    private StepResult Track(IoRequest request, int index)
    {
        if (request.IsComplete)
        {
            return Result(request);
        }

        _pending.Add((index, request));
        return StepResult.Pending;
    }

    private IoRequest Begin(RequestOperation operation, OpenFile file, int index)
    {
        var requests = machine.Io.Requests;
        var id = workload.IdOf(index);
        var most = workload.MostBytesOf(index);
        return operation switch
        {
            ReadOperation read => requests.Read(file, (uint)Math.Min(read.Length, most), read.Offset),
            WriteOperation write => requests.Write(file, data.Bytes(write.Data, id)[..Math.Min(write.Data.Length, most)], write.Offset),
            IoctlOperation ioctl => requests.DeviceControl(file, ioctl.Code, data.Bytes(ioctl.Input, id), (uint)ioctl.OutputLength),
            InternalIoctlOperation ioctl => requests.InternalDeviceControl(file, ioctl.Code, data.Bytes(ioctl.Input, id), (uint)ioctl.OutputLength),
            FlushOperation => requests.Flush(file),
            QueryInformationOperation query => requests.QueryInformation(file, query.Class.Number, (uint)query.OutputLength),
            SetInformationOperation set => requests.SetInformation(file, set.Class.Number, data.Bytes(set.Data, id)),
            _ => throw new NotSupportedException($"The request \"{operation.Word}\" is not sent yet."),
        };
    }

    private List<(int Index, IoRequest Request)> PendingOf(string? name) =>
        _pending.FindAll(p => !p.Request.IsComplete && (name is null || workload.NameOf(p.Index) == name));

    private static StepResult Result(IoRequest request) => StepResult.Of(request.Status, request.Information, request.Output);

    private sealed record Handle(OpenFile File, string Process, (int Thread, string Name) Key);
}
