metadata description = 'The host name of an address: what the sidecar wants, since it adds the scheme itself.'

@export()
@description('The host of an absolute address, without scheme, port and path.')
func hostName(address string) string => split(split(split(address, '://')[1], '/')[0], ':')[0]
