namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class PoolParts
{
    extension(Machine machine)
    {
        public PoolAllocator Pool => machine.Part<PoolAllocator>(MachinePart.Pool);

        /// <summary>Strings that Rtl routines allocate.</summary>
        public StringBuffers Strings => machine.Part<StringBuffers>(MachinePart.Strings);
    }
}
