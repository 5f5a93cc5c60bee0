namespace Verifier.Kernel;

/// <summary>
/// Checks a request in itself, before memory is looked for and before a failure is injected
/// (harness/docs/facts/memory.md#order-of-checks; codes of harness/docs/facts/bugchecks.md#what-the-driver-did): IRQL, size, tag, must
/// succeed.
/// </summary>
internal sealed class PoolRequestCheck(Machine machine)
{
    private const uint BigTag = 'B' | ('I' << 8) | ('G' << 16);
    private const uint BigTagWithBlank = BigTag | (' ' << 24);

    // Most drivers use few tags: the one that was found sound last is not looked at again.
    private uint _soundTag = PoolTag.None.Value;

    private bool IsVerified => machine.VerifierOptions != DriverVerifierOptions.None;

    /// <summary>Stops the machine where the request is a violation; returns where it may be filled.</summary>
    public void Check(in PoolRequest request)
    {
        CheckIrql(request);
        if (request.Bytes == 0 && IsVerified)
        {
            throw machine.BugCheck(Stops.DriverVerifier.ZeroBytes(machine.Irql, request.Type, 0), "A request for 0 bytes of pool.");
        }

        if (request.Tag.Value != _soundTag && !request.Asks(PoolRequestOptions.Untagged))
        {
            CheckTag(request);
            _soundTag = request.Tag.Value;
        }

        if (request.Type.IsMustSucceed())
        {
            CheckMustSucceed(request);
        }

        const POOL_TYPE neverExecutable = POOL_TYPE.PagedPool | POOL_TYPE.POOL_NX_ALLOCATION;
        if ((request.Type & neverExecutable) == 0 && machine.Verifies(DriverVerifierOptions.CodeIntegrityChecks))
        {
            throw Executable(request);
        }
    }

    /// <summary>The IRQL alone: what ExAllocatePool2 stops the machine for.</summary>
    public void CheckIrql(in PoolRequest request)
    {
        var highest = request.Type.IsPaged() ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL;
        if (machine.Irql > highest)
        {
            throw BadIrql(request);
        }
    }

    /// <summary>Bug check 0x41: what a must-succeed request is when it cannot be filled, where it is allowed at all.</summary>
    public Exception MustSucceedFailed(ulong bytes, long pagesInUse, long bigRequests) => machine.BugCheck(
        Stops.MustSucceedPoolEmpty(bytes, (ulong)pagesInUse, (ulong)bigRequests, (ulong)machine.Physical.Available),
        "A must-succeed pool request could not be filled.");

    public void Reset() => _soundTag = PoolTag.None.Value;

    private Exception BadIrql(in PoolRequest request)
    {
        var (irql, type) = (machine.Irql, request.Type);
        var stop = IsVerified && type.IsPaged() ? Stops.DriverVerifier.PagedAllocationIrql(irql, type, request.Bytes)
            : IsVerified ? Stops.DriverVerifier.NonPagedAllocationIrql(irql, type, request.Bytes)
            : request.Asks(PoolRequestOptions.Special) ? Stops.SpecialPool.AllocationIrql(irql, type, request.Bytes)
            : Stops.PoolCaller.AllocationIrql(irql, type, request.Bytes);
        return machine.BugCheck(stop, $"{type.ToNtName()} was asked for at {machine.IrqlName}.");
    }

    private Exception Executable(in PoolRequest request) => machine.BugCheck(
        Stops.DriverVerifier.ExecutablePool(machine.CurrentRoutine, request.Type, request.Tag),
        $"{request.Type.ToNtName()} is executable pool; NonPagedPoolNx is not.");

    private void CheckTag(in PoolRequest request)
    {
        var (tag, type, caller) = (request.Tag.Value, request.Type, machine.CurrentRoutine);
        if (tag == 0)
        {
            throw machine.BugCheck(Stops.PoolCaller.TagZero(type, request.Bytes, caller), "Pool was asked for with tag 0.");
        }

        if (tag is BigTag or BigTagWithBlank)
        {
            throw machine.BugCheck(Stops.PoolCaller.TagBig(type, request.Bytes, caller), "Pool was asked for with tag BIG.");
        }

        for (var rest = tag; rest != 0; rest >>= 8)
        {
            if (char.IsAsciiLetterOrDigit((char)(byte)rest))
            {
                return;
            }
        }

        throw machine.BugCheck(
            Stops.PoolCaller.TagUnreadable(request.Tag, type, caller),
            $"Pool was asked for with a tag without letter or digit: {request.Tag}.");
    }

    private void CheckMustSucceed(in PoolRequest request)
    {
        var type = request.Type;
        if (IsVerified && request.Bytes > (ulong)machine.Profile.PageSize)
        {
            throw machine.BugCheck(
                Stops.DriverVerifier.MustSucceedPages((ulong)machine.Irql, (ulong)type, request.Bytes),
                "A must-succeed request of more than one page.");
        }

        if (IsVerified || machine.Profile.MustSucceed == MustSucceedBehaviour.Rejected)
        {
            throw machine.BugCheck(
                Stops.PoolCaller.MustSucceed(type, request.Bytes, request.Tag),
                "Must-succeed pool was asked for; a driver must cope with a failed allocation instead.");
        }
    }
}
