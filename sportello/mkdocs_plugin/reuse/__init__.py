"""What a build takes over from the last one: pages whose every input is the same, byte by byte (decision 18)."""
