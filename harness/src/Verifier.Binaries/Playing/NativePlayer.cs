using Verifier.Binaries.Calls;
using Verifier.Binaries.Exceptions;
using Verifier.Binaries.Faults;
using Verifier.Binaries.Loading;
using Verifier.Binaries.Memory;
using Verifier.Binaries.Switching;
using Verifier.Kernel;

namespace Verifier.Binaries.Playing;

/// <summary>
/// Plays compiled code on a machine. A call of the kernel returns from <see cref="Switch.Enter"/> to C#, which plays the routine through
/// the machine's gate and enters again with the result; a fault returns likewise, with the registers. Code that the kernel calls meanwhile
/// runs deeper on the same simulated stack.
/// </summary>
internal sealed class NativePlayer : ICodePlayer, ICodeCaller
{
    // More than any declared routine has: what DbgPrint and its like may find on the stack.
    private const int VariadicArguments = 24;

    // Faults that may be answered without a call of the kernel between them: an exception counts as several, since it costs the host more
    // than an emulated instruction does. A driver that tries many bad addresses in turn must stay far below. Neither is a stay that the
    // watchdog measures.
    private const int MostFaults = 1_000_000, FaultsOfException = 20;

    private readonly Machine _machine;
    private readonly DriverView _view;
    private readonly ProcessorBlock _processor;
    private readonly ImageBinder _binder;
    private readonly NativeExports _exports;
    private readonly FaultDispatcher _faults;
    private readonly ExceptionDispatcher _exceptions;
    private readonly RunningCalls _calls;
    private readonly MissingImports _missing = new();
    private readonly HashSet<long> _filledStacks = [];

    private NativePlayer(Machine machine)
    {
        _machine = machine;
        _view = new DriverView(machine);
        _processor = new ProcessorBlock(machine);
        _calls = new RunningCalls(machine);
        Walker = new StackWalker(machine, Images, _calls);
        _exceptions = new ExceptionDispatcher(machine, Images, Walker, this);
        _exports = new NativeExports(machine, Images, _calls, _exceptions);
        _binder = new ImageBinder(machine, Images, _exports, _missing);
        _faults = new FaultDispatcher(machine, Images, _missing, _view);
        KernelCode.Write(machine);
    }

    /// <summary>Reads stacks.</summary>
    public StackWalker Walker { get; }

    /// <summary>Compiled images of this run, in load order.</summary>
    public CompiledImages Images { get; } = new();

    /// <inheritdoc/>
    public int FaultsAnswered { get; set; }

    /// <summary>The player of a machine, made when it is first asked for.</summary>
    public static NativePlayer Of(Machine machine)
    {
        if (machine.CodePlayer is not NativePlayer player)
        {
            Switch.Install();
            player = new NativePlayer(machine);
            machine.CodePlayer = player;
            player.Reset();
        }

        return player;
    }

    /// <summary>
    /// Loads a file: pages by section, relocated; <see cref="Bind"/> binds its imports when all are mapped that import from each other.
    /// </summary>
    public CompiledImage Load(DriverCode driver)
    {
        _view.Activate();
        var range = _machine.Images.Reserve(driver.File.Layout.Length);
        _binder.Write(driver, range.Address);
        var image = ImageCode.Map(this, _machine, driver, range);
        Images.Add(image);
        if (!driver.MayReadDiscarded)
        {
            TrapDiscarded(image.Image);
        }

        return image;
    }

    /// <summary>Binds the imports of an image.</summary>
    public void Bind(CompiledImage image) => _binder.Bind(image);

    /// <inheritdoc/>
    public void Reset()
    {
        Images.Reset();
        _filledStacks.Clear();
        FaultsAnswered = 0;
        _calls.Reset();
        _view.Reset();
        _missing.Reset();
        _exports.Reset();
        _binder.Reset();
        _faults.Reset();
        Walker.Reset();
        KernelCode.MakePresent(_machine);
        _processor.Reset();
    }

    /// <inheritdoc/>
    public ulong ExportOf(string name) => _exports.AddressOf(name) is not 0 and var address ? address : Switch.Stubs.Leaves.GetValueOrDefault(name);

    /// <inheritdoc/>
    public StoppedCode? Look() => _calls.Innermost is { HasStarted: true } call ? StoppedCodeReader.Read(_machine, this, call) : null;

    /// <inheritdoc/>
    public void Dispose() => _view.Dispose();

    /// <inheritdoc/>
    public ulong Call(ulong routine, ulong a0, ulong a1, ulong a2, ulong a3, ReadOnlySpan<ulong> onStack)
    {
        var thread = _machine.Scheduler.Current;
        HostThread.Prepare();
        RequireStack(thread);
        var frame = CallBuilder.Build(_machine, thread, routine, a0, a1, a2, a3, onStack);
        var call = new Invocation(_calls.Innermost, ProcessorState.Of(_machine));
        _calls.Innermost = call;
        try
        {
            return Play(call, Step.Enter(frame, 0));
        }
        finally
        {
            _calls.Innermost = call.Outer;
        }
    }

    /// <summary>Runs a few instructions, and says how that ended: for the self-test.</summary>
    public unsafe (StayEnd End, ulong Result) Try(ReadOnlySpan<byte> code)
    {
        _view.Activate();
        HostThread.Prepare();
        var thread = _machine.Scheduler.Current;
        RequireStack(thread);
        var range = _machine.Images.Reserve(code.Length);
        code.CopyTo(new Span<byte>(_machine.Memory.Own(range.Address), code.Length));
        _machine.Pages.Set(_machine.Pages.PageOf(range.Address), 1, PageKind.Code);
        var end = Stay(Step.Enter(CallBuilder.Build(_machine, thread, range.Address, 0, 0, 0, 0, []), 0));
        return (end, Switch.Context.Result);
    }

    private void TrapDiscarded(DriverImage image)
    {
        foreach (var section in image.Sections)
        {
            if (section is { IsDiscardable: true, Kind: SectionKind.Code })
            {
                _view.TrapWhenGone(section.Range);
            }
        }
    }

    private ulong Play(Invocation call, Step step)
    {
        while (true)
        {
            var end = Stay(step);
            if (end == StayEnd.Returned)
            {
                return Switch.Context.Result;
            }

            step = Answer(call, end);
        }
    }

    private StayEnd Stay(Step step)
    {
        if (_view.IsBehind)
        {
            _view.Follow();
        }

        _processor.Update();
        Watchdog.Begin(HostThread.Id);
        var end = Enter(step);
        Watchdog.End();
        return end;
    }

    private static StayEnd Enter(Step step)
    {
        if (step.IsFull)
        {
            return Switch.EnterFull();
        }

        ref var context = ref Switch.Context;
        context.DriverStack = step.Frame;
        context.Result = step.Result;
        return Switch.Enter();
    }

    /// <summary>
    /// Acts on the end of a stay, until compiled code can go on. An exception that this call handles is unwound to its handler here.
    /// </summary>
    private Step Answer(Invocation call, StayEnd end)
    {
        var isHandling = false;
        while (true)
        {
            CountFaults(isHandling ? FaultsOfException : 1, isAnew: end == StayEnd.KernelCall && !isHandling);
            call.Passing = null;
            try
            {
                return isHandling ? _exceptions.Unwind(call)
                    : end == StayEnd.KernelCall ? CallKernel(call)
                    : _faults.Handle(call);
            }
            catch (KernelException raised) when (_exceptions.FindsHandler(call, raised))
            {
                isHandling = true;
            }
            finally
            {
                // Another frame handles the exception that goes through this call: its termination handlers run now. A machine that stopped
                // unwinds without them.
                if (call.Passing is not null && !_machine.IsStopped)
                {
                    _exceptions.Terminate(call);
                }
            }
        }
    }

    // A loop of exceptions that the driver handles, or of instructions that are emulated, would never end.
    private void CountFaults(int count, bool isAnew)
    {
        FaultsAnswered = isAnew ? 0 : FaultsAnswered + count;
        if (FaultsAnswered > MostFaults)
        {
            throw _machine.Hang(
                $"The driver raised {MostFaults / FaultsOfException} exceptions, or executed {MostFaults} instructions that are emulated, without calling the kernel.");
        }
    }

    private Step CallKernel(Invocation call)
    {
        var frame = Switch.Context.DriverStack;
        var thread = _machine.Scheduler.Current;
        if (!thread.Stack.Contains(frame) || !thread.Stack.Contains(frame + CallFrame.ArgumentsAt))
        {
            throw _machine.BugCheck(
                Stops.Trap.DoubleFault(frame), $"The driver called the kernel with a stack pointer, 0x{frame:X}, that is not in its thread's stack.");
        }

        var called = RegionLayout.VirtualBase + Switch.Context.Called;
        call.Calls(frame, called);
        _faults.LeaveToKernel();
        thread.StackPointer = frame;
        return Step.Enter(frame, CallKernel(thread, called, frame));
    }

    private ulong CallKernel(SimulatedThread thread, ulong address, ulong frame)
    {
        if (_machine.Images.Kernel.RoutineAt(address) is { Export: { } export })
        {
            var count = export.IsVariadic ? VariadicArguments : Math.Max(export.Parameters.Count, 1);
            var arguments = CallFrameReader.Arguments(_machine, frame, count, thread.Stack.End);
            return _machine.Gate.CallWithRegisters(CallerOf(frame), export, arguments);
        }

        // A routine of the kernel's own, behind a pointer that the driver was given.
        const int inRegisters = 4, most = 8;
        var given = CallFrameReader.Arguments(_machine, frame, most, thread.Stack.End);
        return _machine.Executor.Invoke(
            RoutineKind.None, address, given[0], given[1], given[2], given[3], given.Length > inRegisters ? given[inRegisters..].ToArray() : null);
    }

    /// <summary>
    /// The image whose import it was: the one that the call returns to. A routine that ended with a jump to the kernel left no return
    /// address of its own: then it is the image whose routine runs.
    /// </summary>
    private DriverImage CallerOf(ulong frame) =>
        Images.At(CallFrameReader.ReturnAddress(_machine, frame))?.Image ?? _machine.Caller ?? Images[^1].Image;

    // What an uninitialised local holds does not depend on what ran before (ARCHITECTURE.md D4): neither another run nor the host.
    private unsafe void RequireStack(SimulatedThread thread)
    {
        _machine.Stacks.RequirePages(thread);
        if (_filledStacks.Add(thread.Stack.Offset))
        {
            var unused = (int)(thread.StackPointer - thread.Stack.Address);
            new Span<byte>(_machine.Memory.Own(thread.Stack.Address), unused).Fill(KernelStacks.Uninitialised);
        }
    }
}
