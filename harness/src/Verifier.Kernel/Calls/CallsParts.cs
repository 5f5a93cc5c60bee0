namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class CallsParts
{
    extension(Machine machine)
    {
        public CallGate Gate => machine.Part<CallGate>(MachinePart.Gate);

        public SystemRoutines SystemRoutines => machine.Part<SystemRoutines>(MachinePart.SystemRoutines);
    }
}
